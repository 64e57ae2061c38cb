package io.reelflow.dataflow.schedule;

import static io.reelflow.dataflow.schedule.SchedulerRun.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long backlog, in RocksDB. */
class BacklogTest {
    private static final int BACKLOG = 100_000;

    @TempDir
    Path directory;

    @Test
    void behindAHundredThousandAnUrgentJobIsTheNextAndThoseWhoLeaveHoldUpNobody() throws Exception {
        EmbeddedRocksDBStateBackend rocksdb = new EmbeddedRocksDBStateBackend(true);
        rocksdb.getMemoryConfiguration().setFixedMemoryPerSlot("128m");
        SchedulerRun run = new SchedulerRun(directory, 4, rocksdb);
        for (int i = 0; i < BACKLOG; i++) {
            run.enter(job("job-" + i, "owner-" + i % 10, 5));
        }
        for (int i = 0; i < 100; i++) {
            run.end(run.admitted.get(i));
        }
        run.enter(job("urgent", "owner-1", 1));
        run.end(run.admitted.get(run.admitted.size() - 1));
        assertThat(run.admitted).hasSize(105).endsWith("urgent");

        int last = BACKLOG - 1;
        for (int i = 104; i < last; i++) {
            run.leave(job("job-" + i, "owner-" + i % 10, 5), 1);
        }
        run.restore();
        for (String name : List.copyOf(run.running.keySet())) {
            run.end(name);
        }
        assertThat(run.admitted).hasSize(106).endsWith("job-" + last);
        run.close();
    }
}
