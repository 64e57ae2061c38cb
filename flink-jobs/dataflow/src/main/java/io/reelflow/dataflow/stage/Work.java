package io.reelflow.dataflow.stage;

import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The element that goes through every stage: one attempt of one job, or one part of it where a stage's work is cut into
 * parts. It carries references, never bytes. A failed one flows on untouched, so that joins complete and an outcome is
 * written.
 *
 * @param epoch of its admission
 * @param part counted from 0; 0 for a whole job
 * @param parts how many parts the next (or this) stage cuts it into; 0 where there is nothing to do, 1 for a whole job
 * @param made what parts have made
 * @param visit as whom it may ask its source; null where it asks nobody
 */
public record Work(
        Job job,
        int attempt,
        long epoch,
        int part,
        int parts,
        Artifacts artifacts,
        List<Made> made,
        @Nullable Failure failure,
        List<String> warnings,
        @Nullable Visit visit) {

    /** Object key of the document that a part has left. */
    public record Made(int part, String document) {}

    /** An attempt that asks no source. */
    public static Work admitted(Job job, int attempt, long epoch) {
        return admitted(job, attempt, epoch, null);
    }

    public static Work admitted(Job job, int attempt, long epoch, @Nullable Visit visit) {
        return new Work(job, attempt, epoch, 0, 1, Artifacts.NONE, List.of(), null, List.of(), visit);
    }

    /** Name of the identity that every request to its source is made as; null where it asks nobody. */
    public @Nullable String identity() {
        return visit == null ? null : visit.identity();
    }

    /** The same for all parts of one admission of a job, and unlike any other. */
    public String run() {
        return job.jobId() + "/" + attempt + "/" + epoch;
    }

    /** Whether it is to become another format, and nothing else. */
    public boolean isConversion() {
        return job.jobType() == JobType.CONVERSION;
    }

    public boolean failed() {
        return failure != null;
    }

    Work failedWith(Failure reason) {
        return new Work(job, attempt, epoch, part, parts, artifacts, made, reason, warnings, visit);
    }

    Work with(Artifacts now) {
        return new Work(job, attempt, epoch, part, parts, now, made, failure, warnings, visit);
    }

    /** The same work for another admission of the same attempt. */
    Work admittedAs(long otherEpoch) {
        return new Work(job, attempt, otherEpoch, part, parts, artifacts, made, failure, warnings, visit);
    }

    Work withWarnings(List<String> more) {
        var all = new ArrayList<>(warnings);
        more.stream().filter(warning -> !all.contains(warning)).forEach(all::add);
        return new Work(job, attempt, epoch, part, parts, artifacts, made, failure, List.copyOf(all), visit);
    }

    /** To be cut into so many parts. */
    Work inParts(int count) {
        return new Work(job, attempt, epoch, 0, count, artifacts, List.of(), failure, warnings, visit);
    }

    Work asPart(int number) {
        return new Work(job, attempt, epoch, number, parts, artifacts, List.of(), failure, warnings, visit);
    }

    /** A part that has left a document. */
    Work made(String document) {
        return new Work(
                job,
                attempt,
                epoch,
                part,
                parts,
                artifacts,
                List.of(new Made(part, document)),
                failure,
                warnings,
                visit);
    }

    /** This and another part or branch of the same run, as one; what made either fail stays. */
    Work merge(Work other) {
        var all = new ArrayList<>(made);
        all.addAll(other.made);
        all.sort(Comparator.comparingInt(Made::part));
        return new Work(
                        job,
                        attempt,
                        epoch,
                        0,
                        parts,
                        artifacts.merge(other.artifacts),
                        List.copyOf(all),
                        graver(failure, other.failure),
                        warnings,
                        visit)
                .withWarnings(other.warnings);
    }

    /** All parts are together: a whole job again. */
    Work whole() {
        return new Work(job, attempt, epoch, 0, 1, artifacts, made, failure, warnings, visit);
    }

    /** Documents that the parts have made, in the order of the parts. */
    List<String> documents() {
        return made.stream().map(Made::document).toList();
    }

    /** The one that another attempt would not heal goes before the one it would; that it was stopped says least. */
    private static @Nullable Failure graver(@Nullable Failure one, @Nullable Failure other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return gravity(other.code()) > gravity(one.code()) ? other : one;
    }

    private static int gravity(ErrorCode code) {
        if (code == ErrorCode.CANCELLED) {
            return 0;
        }
        return code.isHeld() ? 1 : code.isRetryable() ? 2 : 3;
    }
}
