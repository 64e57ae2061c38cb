package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.TaskType;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.Tombstone;
import io.reelflow.schemas.job.WorkStop;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings({"try", "NullAway.Init"}) // harnesses declare any exception; each test opens its workplace
class WorkStopTest {
    private static final Work ADMITTED = Work.admitted(Jobs.job("a"), 1, 7);

    @TempDir
    Path directory;

    private TestWorkplace workplace;

    @BeforeEach
    void open() throws Exception {
        workplace = new TestWorkplace(directory);
    }

    @AfterEach
    void close() throws Exception {
        workplace.close();
    }

    @Test
    void whatRunsEndsAsCancelledAndClientsHearNothing() throws Exception {
        workplace.tasks.holdUp(TaskType.FETCH, new CountDownLatch(1));
        try (var flink = fetch()) {
            flink.processElement(ADMITTED, 0);
            awaitRuns(1);
            stop(7);
            assertThat(onlyCode(flink)).isEqualTo(ErrorCode.CANCELLED);
        }
        assertThat(workplace.typesOf(ADMITTED.job().jobId())).containsExactly(JobEventType.STAGE_STARTED);
        assertThat(workplace.workplace().running().size()).isZero();
        Awaitility.await().until(() -> workplace.scratchFolders() == 0);
    }

    @Test
    void whatRunsForAVideoThatIsRemovedEndsAndPublishesNothingAndSoDoesWhatArrivesLater() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        workplace.tasks.holdUp(TaskType.FETCH, gate);
        Job other = Jobs.job("b", "another-vid", JobType.FULL_PROCESSING, 5);
        try (var flink = fetch()) {
            flink.processElement(ADMITTED, 0);
            flink.processElement(Work.admitted(other, 1, 8), 0);
            awaitRuns(2);
            workplace.workplace().bury(tombstone(ADMITTED.job(), ADMITTED.job().createdAt()));
            gate.countDown();
            flink.processElement(ADMITTED.admittedAs(9), 0);
            flink.endInput();
            assertThat(flink.extractOutputValues())
                    .filteredOn(Work::failed)
                    .hasSize(2)
                    .allMatch(work -> work.job().equals(ADMITTED.job()))
                    .allMatch(work -> Objects.requireNonNull(work.failure()).code() == ErrorCode.CANCELLED);
        }
        Awaitility.await().until(() -> workplace.scratchFolders() == 0);
        assertThat(workplace.store.sizes(ObjectKeys.video(ADMITTED.job().videoId())))
                .isEmpty();
        assertThat(workplace.store.sizes(ObjectKeys.video(other.videoId()))).isNotEmpty();
    }

    @Test
    void aJobThatComesAfterTheRemovalRuns() throws Exception {
        workplace
                .workplace()
                .bury(tombstone(ADMITTED.job(), ADMITTED.job().createdAt().minusMillis(1)));
        try (var flink = fetch()) {
            flink.processElement(ADMITTED, 0);
            flink.endInput();
            assertThat(flink.extractOutputValues()).singleElement().matches(work -> !work.failed());
        }
    }

    private static Tombstone tombstone(Job job, Instant time) {
        return new Tombstone(Tombstone.VERSION, ObjectKeys.hash(job.videoId()), time, Jobs.id("purge"));
    }

    @Test
    void whatWaitsInLineEndsWithoutEverRunningAndTheRestGoesOn() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        workplace.tasks.holdUp(TaskType.FETCH, gate);
        List<Work> others = List.of("b", "c", "d", "e").stream()
                .map(name -> Work.admitted(Jobs.job(name), 1, 1))
                .toList();
        try (var flink = fetch()) {
            for (Work other : others) {
                flink.processElement(other, 0);
            }
            awaitRuns(others.size());
            flink.processElement(ADMITTED, 0);
            stop(7);
            Awaitility.await().until(() -> workplace.workplace().running().size() == others.size());
            gate.countDown();
            flink.endInput();
            assertThat(flink.extractOutputValues())
                    .filteredOn(Work::failed)
                    .singleElement()
                    .matches(work -> work.job().equals(ADMITTED.job()));
        }
        assertThat(workplace.tasks.ran).hasSize(others.size());
        assertThat(workplace.typesOf(ADMITTED.job().jobId())).isEmpty();
    }

    @Test
    void whatArrivesAfterItsStopEndsAtOnceAndALaterAdmissionRuns() throws Exception {
        stop(7);
        try (var flink = fetch()) {
            flink.processElement(ADMITTED.admittedAs(6), 0);
            flink.processElement(ADMITTED, 0);
            flink.processElement(ADMITTED.admittedAs(8), 0);
            flink.endInput();
            assertThat(flink.extractOutputValues()).extracting(Work::epoch).contains(6L, 7L, 8L);
            assertThat(flink.extractOutputValues())
                    .filteredOn(work -> !work.failed())
                    .singleElement()
                    .matches(work -> work.epoch() == 8);
        }
    }

    @Test
    void workThatALaterAdmissionHasTakenUpGoesOn() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        workplace.tasks.holdUp(TaskType.FETCH, gate);
        var flink = fetch();
        flink.processElement(ADMITTED, 0);
        awaitRuns(1);
        flink.close();
        try (var restarted = fetch()) {
            restarted.processElement(ADMITTED.admittedAs(8), 0);
            stop(7);
            gate.countDown();
            restarted.endInput();
            assertThat(restarted.extractOutputValues()).singleElement().matches(work -> !work.failed());
        }
        assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
    }

    @Test
    void workThatWasStoppedIsNotTakenUpByALaterAdmission() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        workplace.tasks.holdUp(TaskType.FETCH, gate);
        var flink = fetch();
        flink.processElement(ADMITTED, 0);
        awaitRuns(1);
        flink.close();
        stop(7);
        gate.countDown();
        try (var restarted = fetch()) {
            restarted.processElement(ADMITTED.admittedAs(8), 0);
            restarted.endInput();
            assertThat(restarted.extractOutputValues()).singleElement().matches(work -> !work.failed());
        }
        assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(2);
    }

    @Test
    void aBranchThatFailsForGoodEndsTheOtherWithItsOwnReason() throws Exception {
        Work fetched = fetched();
        workplace.tasks.holdUp(TaskType.LISTEN, new CountDownLatch(1));
        workplace.tasks.failNext(TaskType.WATCH, ErrorCode.MEDIA_UNREADABLE);
        try (var listen = opened(new ListenStage());
                var watch = opened(new WatchStage())) {
            listen.processElement(fetched, 0);
            awaitRuns(2);
            watch.processElement(fetched, 0);
            assertThat(onlyCode(watch)).isEqualTo(ErrorCode.MEDIA_UNREADABLE);
            assertThat(onlyCode(listen)).isEqualTo(ErrorCode.MEDIA_UNREADABLE);
        }
        WorkStop told = workplace.stops.get(0);
        assertThat(workplace.stops).hasSize(1);
        assertThat(told.jobId()).isEqualTo(ADMITTED.job().jobId());
        assertThat(told.epoch()).isEqualTo(7);
        assertThat(Objects.requireNonNull(told.failure()).stage()).isEqualTo(Stage.EXTRACTING_FRAMES);
        assertThat(workplace.typesOf(ADMITTED.job().jobId())).containsOnlyOnce(JobEventType.STAGE_FAILED);
    }

    @Test
    void aBranchThatAnotherAttemptMayHealLeavesTheOtherAlone() throws Exception {
        Work fetched = fetched();
        CountDownLatch gate = new CountDownLatch(1);
        workplace.tasks.holdUp(TaskType.LISTEN, gate);
        workplace.tasks.failNext(TaskType.WATCH, ErrorCode.INTERNAL);
        try (var listen = opened(new ListenStage());
                var watch = opened(new WatchStage())) {
            listen.processElement(fetched, 0);
            awaitRuns(2);
            watch.processElement(fetched, 0);
            assertThat(onlyCode(watch)).isEqualTo(ErrorCode.INTERNAL);
            gate.countDown();
            listen.endInput();
            assertThat(listen.extractOutputValues()).singleElement().matches(work -> !work.failed());
        }
        assertThat(workplace.stops).isEmpty();
    }

    @Test
    void anElementReplayedAfterItsAttemptFailedHereFailsForTheSameReason() throws Exception {
        Failure reason = Failure.of(ErrorCode.MEDIA_UNREADABLE, "Not a film", Stage.EXTRACTING_FRAMES);
        workplace.workplace().stop(new WorkStop(1, Instant.now(), ADMITTED.job().jobId(), 7, reason));
        try (var flink = fetch()) {
            flink.processElement(ADMITTED, 0);
            flink.endInput();
            assertThat(flink.extractOutputValues().get(0).failure()).isEqualTo(reason);
        }
    }

    @Test
    void everyAttemptWithWorkHereSaysThatItLives() throws Exception {
        workplace.tasks.holdUp(TaskType.FETCH, new CountDownLatch(1));
        try (var flink = fetch()) {
            flink.processElement(ADMITTED, 0);
            for (String name : List.of("b", "c", "d", "e")) {
                flink.processElement(Work.admitted(Jobs.job(name), 2, 9), 0);
            }
            Heartbeats.start(
                    workplace.workplace().timer(),
                    Duration.ofMillis(5),
                    workplace.workplace().running(),
                    workplace.workplace().events(),
                    Clock.systemUTC());
            Awaitility.await()
                    .until(() -> heartbeats("a").size() > 2 && heartbeats("e").size() > 2);
            assertThat(heartbeats("e")).allMatch(beat -> beat.attempt() == 2);
            stop(7);
            Awaitility.await().until(() -> heartbeatsStand("a"));
            for (String name : List.of("b", "c", "d", "e")) {
                workplace.workplace().stop(new WorkStop(1, Instant.now(), Jobs.id(name), 9));
            }
        }
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    /** None has come while another job's went on. */
    private boolean heartbeatsStand(String name) {
        int before = heartbeats(name).size();
        int others = heartbeats("b").size();
        Awaitility.await().until(() -> heartbeats("b").size() > others + 2);
        return heartbeats(name).size() == before;
    }

    private List<JobEvent> heartbeats(String name) {
        return workplace.eventsOf(Jobs.id(name)).stream()
                .filter(event -> event.type() == JobEventType.HEARTBEAT)
                .toList();
    }

    private Work fetched() throws Exception {
        try (var flink = fetch()) {
            flink.processElement(ADMITTED, 0);
            flink.endInput();
            return flink.extractOutputValues().get(0);
        }
    }

    private void stop(long epoch) {
        workplace.workplace().stop(new WorkStop(1, Instant.now(), ADMITTED.job().jobId(), epoch));
    }

    private void awaitRuns(int count) {
        Awaitility.await().until(() -> workplace.tasks.ran.size() == count);
    }

    private OneInputStreamOperatorTestHarness<Work, Work> fetch() throws Exception {
        return opened(new FetchStage());
    }

    private OneInputStreamOperatorTestHarness<Work, Work> opened(MediaStage<Work> stage) throws Exception {
        var flink = AsyncStageTest.harness(workplace, stage);
        flink.open();
        return flink;
    }

    private static ErrorCode onlyCode(OneInputStreamOperatorTestHarness<Work, Work> flink) throws Exception {
        flink.endInput();
        assertThat(flink.extractOutputValues()).hasSize(1);
        return Objects.requireNonNull(flink.extractOutputValues().get(0).failure())
                .code();
    }
}
