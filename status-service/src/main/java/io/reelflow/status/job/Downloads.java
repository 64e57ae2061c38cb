package io.reelflow.status.job;

import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Downloads that run. */
record Downloads(List<Download> downloads) {

    /**
     * One of them; what is not known is null.
     *
     * @param file the last part of the address, else the video's id
     * @param speed bytes a second since it began
     * @param eta when it will be whole at that speed
     */
    record Download(
            String jobId,
            String videoId,
            String file,
            long bytesDone,
            @Nullable Long bytesTotal,
            @Nullable Long speed,
            @Nullable Instant eta) {

        static Download of(JobState state) {
            Counters counters = state.counters();
            long done = counters.bytesDone() == null ? 0 : counters.bytesDone();
            Long total = counters.bytesTotal();
            Long speed = speed(state, done);
            return new Download(
                    state.jobId(),
                    state.videoId(),
                    file(state),
                    done,
                    total,
                    speed,
                    total == null || speed == null || speed == 0
                            ? null
                            : state.updatedAt().plusSeconds(Math.max(0, total - done) / speed));
        }

        private static @Nullable Long speed(JobState state, long done) {
            Instant began = state.stages().stream()
                    .filter(stage -> stage.stage() == Stage.DOWNLOADING)
                    .map(StageState::startedAt)
                    .findFirst()
                    .orElse(null);
            if (began == null || done == 0) {
                return null;
            }
            long millis = Duration.between(began, state.updatedAt()).toMillis();
            return millis <= 0 ? null : Long.valueOf(1000 * done / millis);
        }

        private static String file(JobState state) {
            if (state.job() == null || state.job().youtubeUrl() != null) {
                return state.videoId();
            }
            String path = state.job().url().replaceAll("[?#].*", "");
            String name = path.substring(path.lastIndexOf('/') + 1);
            return name.isEmpty() ? state.videoId() : name;
        }
    }

    static Downloads of(List<JobState> running) {
        return new Downloads(running.stream().map(Download::of).toList());
    }
}
