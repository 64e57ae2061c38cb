package io.reelflow.dataflow.lifecycle;

import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link JobPhase} as it lies in keyed state; fields that its kind does not use are empty. */
public record StoredPhase(
        Kind kind,
        @Nullable JobRun run,
        List<JobControl> controls,
        List<JobOutcome> outcomes,
        @Nullable JobStatus how,
        long wakesAt) {
    /** Which phase it is. */
    public enum Kind {
        EXPECTED,
        ACTIVE,
        RETRYING,
        HELD,
        ENDED
    }

    static @Nullable StoredPhase of(JobPhase phase) {
        if (phase.equals(JobPhase.Expected.NOTHING)) {
            return null;
        }
        if (phase instanceof JobPhase.Expected expected) {
            return new StoredPhase(
                    Kind.EXPECTED, null, expected.controls(), expected.outcomes(), null, expected.wakesAt());
        }
        if (phase instanceof JobPhase.Active active) {
            return known(Kind.ACTIVE, active, null);
        }
        if (phase instanceof JobPhase.Retrying retrying) {
            return known(Kind.RETRYING, retrying, null);
        }
        if (phase instanceof JobPhase.Held held) {
            return known(Kind.HELD, held, null);
        }
        if (phase instanceof JobPhase.Ended ended) {
            return known(Kind.ENDED, ended, ended.how());
        }
        throw new IllegalStateException("a job does not stay in " + phase);
    }

    static JobPhase phase(@Nullable StoredPhase stored) {
        return stored == null ? JobPhase.Expected.NOTHING : stored.phase();
    }

    private JobPhase phase() {
        return switch (kind) {
            case EXPECTED -> new JobPhase.Expected(controls, outcomes, wakesAt);
            case ACTIVE -> new JobPhase.Active(known());
            case RETRYING -> new JobPhase.Retrying(known(), wakesAt);
            case HELD -> new JobPhase.Held(known(), wakesAt);
            case ENDED -> new JobPhase.Ended(known(), Objects.requireNonNull(how), wakesAt);
        };
    }

    private JobRun known() {
        return Objects.requireNonNull(run);
    }

    private static StoredPhase known(Kind kind, JobPhase.Known phase, @Nullable JobStatus how) {
        return new StoredPhase(kind, phase.run(), List.of(), List.of(), how, phase.wakesAt());
    }
}
