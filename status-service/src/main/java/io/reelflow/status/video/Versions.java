package io.reelflow.status.video;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.status.storage.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Results of a video that stand side by side: what is shown is the newest of each part. */
final class Versions {
    private Versions() {}

    /**
     * @param parts what the job has made
     * @param current those of them that are shown
     * @param model of speech recognition, where the transcript is by one
     * @param editsRevision up to which the job has heeded what people changed; null for none
     */
    record Version(
            String jobId,
            @Nullable JobType jobType,
            @Nullable Instant completedAt,
            List<String> parts,
            List<String> current,
            @Nullable String model,
            @Nullable Long editsRevision) {}

    /** @param made by the jobs, the newest first */
    static List<Version> of(List<JobState> jobs, List<Documents> made) {
        Map<String, JobState> byId = jobs.stream().collect(Collectors.toMap(JobState::jobId, Function.identity()));
        Set<String> shown = new HashSet<>();
        var versions = new ArrayList<Version>();
        for (Documents each : made) {
            JobState job = byId.get(each.manifest().jobId());
            if (job != null) {
                List<String> parts = parts(each.manifest());
                List<String> current = parts.stream().filter(shown::add).toList();
                versions.add(version(job, each, parts, current));
            }
        }
        return versions;
    }

    private static Version version(JobState state, Documents made, List<String> parts, List<String> current) {
        Job job = state.job();
        return new Version(
                state.jobId(),
                job == null ? null : job.jobType(),
                state.completedAt(),
                parts,
                current,
                made.transcript() == null ? null : made.transcript().model(),
                job == null || job.stored() == null
                        ? null
                        : revision(job.stored().edits()));
    }

    /** {@code videos/ID/edits/7/edits.json} → 7. */
    private static @Nullable Long revision(@Nullable String editsKey) {
        return editsKey == null ? null : Long.valueOf(editsKey.split("/", -1)[3]);
    }

    private static List<String> parts(Manifest manifest) {
        var parts = new ArrayList<String>();
        if (manifest.source() != null) {
            parts.add("metadata");
        }
        if (manifest.transcript() != null) {
            parts.add("transcript");
        }
        if (manifest.analysis() != null) {
            parts.add("analysis");
        }
        if (!manifest.clips().isEmpty()) {
            parts.add("clips");
        }
        if (manifest.slides() != null) {
            parts.add("slides");
        }
        return parts;
    }
}
