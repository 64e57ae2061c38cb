package io.reelflow.status.job;

import io.reelflow.schemas.job.JobState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States that were written a moment ago, as jobs that move now move again soon; one that has ended does not. For one thread. */
final class RecentStates {
    /** About 3 KB each; jobs that wait, which are most of them where there are many, half of that. */
    private static final int MOST = 8_000;

    private final Map<String, JobState> states = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JobState> eldest) {
            return size() > MOST;
        }
    };

    @Nullable
    JobState get(String jobId) {
        return states.get(jobId);
    }

    void putAll(List<JobState> written) {
        for (JobState each : written) {
            if (each.status().isTerminal()) {
                states.remove(each.jobId());
            } else {
                states.put(each.jobId(), each);
            }
        }
    }

    void clear() {
        states.clear();
    }
}
