package io.reelflow.dataflow.schedule;

import static io.reelflow.dataflow.schedule.SchedulerRun.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.IntakeControl.Scope;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner's quota of running jobs does; that it is never passed, {@link SchedulerRun} checks at every step. */
class QuotaTest {
    @TempDir
    Path directory;

    private SchedulerRun run;

    @BeforeEach
    void open() throws Exception {
        run = new SchedulerRun(directory, 4);
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    @Test
    void theOtherRoomsAreForTheOthers() throws Exception {
        run.limit("big", 1);
        enter("big", "b1", "b2", "b3");
        run.enter(job("b-urgent", "big", 1));
        assertThat(run.admitted).containsExactly("b1");

        enter("ann", "a1", "a2", "a3", "a4");
        assertThat(run.admitted).containsExactly("b1", "a1", "a2", "a3");

        run.end("b1");
        assertThat(run.admitted).endsWith("b-urgent");
        run.end("a1");
        assertThat(run.admitted).endsWith("b-urgent", "a4");
    }

    @Test
    void itOutlivesARestoreWithWhatRuns() throws Exception {
        run.limit("big", 2);
        enter("big", "b1", "b2", "b3", "b4");
        run.restore();
        enter("big", "b5");
        assertThat(run.admitted).containsExactly("b1", "b2");

        run.end("b1");
        run.restore();
        run.end("b2");
        assertThat(run.admitted).containsExactly("b1", "b2", "b3", "b4");
    }

    @Test
    void aLargerOneIsFilledAtOnceAndASmallerOneEndsNothing() throws Exception {
        run.limit("big", 1);
        enter("big", "b1", "b2", "b3", "b4", "b5");
        run.limit("big", 3);
        assertThat(run.admitted).containsExactly("b1", "b2", "b3");

        run.limit("big", 1);
        run.end("b1");
        run.end("b2");
        assertThat(run.admitted).hasSize(3);
        run.end("b3");
        assertThat(run.admitted).endsWith("b4");
        run.limit("big", null);
        assertThat(run.admitted).endsWith("b4", "b5");
    }

    @Test
    void zeroLetsNothingInAndKeepsThemInLine() throws Exception {
        run.limit("big", 0);
        enter("big", "b1", "b2");
        enter("ann", "a1");
        assertThat(run.admitted).containsExactly("a1");
        run.limit("big", null);
        assertThat(run.admitted).containsExactly("a1", "b1", "b2");
    }

    @Test
    void aPauseOfTheOwnerAndItsQuotaBothHold() throws Exception {
        run.limit("big", 1);
        enter("big", "b1", "b2", "b3");
        run.pause(Scope.OWNER, "big");
        run.end("b1");
        assertThat(run.admitted).containsExactly("b1");

        run.resume(Scope.OWNER, "big");
        assertThat(run.admitted).containsExactly("b1", "b2");
        run.pause(Scope.OWNER, "big");
        run.resume(Scope.OWNER, "big");
        assertThat(run.admitted).containsExactly("b1", "b2");
        run.end("b2");
        assertThat(run.admitted).endsWith("b3");
    }

    @Test
    void whoIsFullHoldsUpNobodyWhoWaitsForTheSameVideo() throws Exception {
        run.limit("big", 1);
        run.enter(job("first", "same", "ann", 5, null));
        run.enter(job("b-same", "same", "big", 5, null));
        run.enter(job("c-same", "same", "cleo", 5, null));
        enter("big", "b1");
        assertThat(run.admitted).containsExactly("first", "b1");

        run.end("first");
        assertThat(run.admitted).endsWith("b1", "c-same");
        run.end("b1");
        run.end("c-same");
        assertThat(run.admitted).endsWith("c-same", "b-same");
    }

    @Test
    void whatWasLetOutFromBehindItsVideoHoldsUpNobodyOnceItsOwnerIsFull() throws Exception {
        run.limit("big", 2);
        enter("dan", "d1", "d2");
        run.enter(job("first", "same", "ann", 5, null));
        run.enter(job("b-same", "same", "big", 4, null));
        run.enter(job("c-same", "same", "cleo", 5, null));
        enter("big", "b1");
        run.limit("big", 1);
        run.end("first");
        assertThat(run.admitted).endsWith("b1", "c-same");

        run.end("b1");
        run.end("c-same");
        assertThat(run.admitted).endsWith("b-same");
    }

    private void enter(String owner, String... names) throws Exception {
        for (String name : List.of(names)) {
            run.enter(job(name, owner, 5));
        }
    }
}
