package io.reelflow.dataflow.schedule;

import static io.reelflow.dataflow.schedule.SchedulerRun.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.media.identity.Identities;
import io.reelflow.media.identity.Identity;
import io.reelflow.media.identity.Rate;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.IntakeControl.Scope;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** No source is asked more often than it may be, and none that has turned us away. */
class KindnessTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** What is asked for and a tenth more at most. */
    private static final Duration AFTER_A_MINUTE = Duration.ofSeconds(67);

    @TempDir
    Path directory;

    private @Nullable SchedulerRun opened;

    @AfterEach
    void close() throws Exception {
        run().close();
    }

    @Test
    void aSourceIsAskedAsOftenAsItMayBe() throws Exception {
        open(10, identity("one", 120, 2));
        enter("a", "b", "c", "d");
        assertThat(run().admitted).containsExactly("a", "b");
        assertThat(run().typesOf("c")).containsExactly(JobEventType.HELD);

        run().pass(Duration.ofMillis(499));
        assertThat(run().admitted).hasSize(2);
        run().pass(Duration.ofMillis(2));
        assertThat(run().admitted).containsExactly("a", "b", "c");
        run().pass(Duration.ofMillis(500));
        assertThat(run().admitted).containsExactly("a", "b", "c", "d");
        assertThat(run().typesOf("d")).containsExactly(JobEventType.HELD, JobEventType.STARTED);
        assertThat(run().events).map(JobEvent::eventId).doesNotHaveDuplicates();
        endAll();
        assertThat(run().stateEntries()).isZero();
    }

    @Test
    void slowVisitsAreApartAlthoughThereAreTokens() throws Exception {
        open(10, identity("one", 6, 5));
        enter("a", "b", "c");
        assertThat(run().admitted).containsExactly("a");
        run().pass(Duration.ofMillis(2400));
        assertThat(run().admitted).containsExactly("a");
        passInSteps(Duration.ofSeconds(40));
        assertThat(run().admitted).containsExactly("a", "b", "c");
    }

    @Test
    void whereASourceTurnsUsAwayNobodyAsksItUntilItsTimeHasCome() throws Exception {
        open(10, identity("one", 6000, 100));
        enter("a", "b");
        run().report("a", true, 60L);
        enter("c");
        run().enter(at("elsewhere", "https://other.example/1"));
        assertThat(run().admitted).containsExactly("a", "b", "elsewhere");
        assertThat(run().typesOf("c")).containsExactly(JobEventType.HELD);
        turnedAway("a", null);
        turnedAway("b", null);

        run().pass(Duration.ofSeconds(59));
        assertThat(run().admitted).hasSize(3);
        run().pass(AFTER_A_MINUTE.minusSeconds(59));
        assertThat(run().admitted).as("one probe").hasSize(4);
        String probe = run().admitted.get(3);
        assertThat(visit(probe).probe()).isTrue();
        assertThat(probe).as("who was turned away goes first").isIn("a", "b");

        run().pass(MINUTE);
        assertThat(run().admitted).as("nobody beside it").hasSize(4);
        run().report(probe, false, null);
        run().pass(Duration.ofSeconds(1));
        assertThat(run().admitted).hasSize(6).endsWith("c");
        assertThat(visit("c").probe()).isFalse();
        endAll();
        assertThat(run().stateEntries()).isZero();
    }

    @Test
    void whatIsToldTwiceCountsOnce() throws Exception {
        open(10, identity("one", 6000, 100));
        enter("a", "b");
        run().report("a", true, 60L);
        run().report("b", true, 60L);
        turnedAway("a", 60L);
        turnedAway("b", 60L);
        run().pass(AFTER_A_MINUTE);
        assertThat(run().admitted).as("not as long as after two times").hasSize(3);
    }

    @Test
    void aProbeThatIsTurnedAwayWaitsLonger() throws Exception {
        open(10, identity("one", 6000, 100));
        enter("a");
        for (int wait = 30; wait <= 240; wait *= 2) {
            turnedAway("a", null);
            int before = run().admitted.size();
            run().pass(Duration.ofSeconds(wait - 1));
            assertThat(run().admitted).hasSize(before);
            run().pass(Duration.ofSeconds(wait / 10 + 2));
            assertThat(run().admitted).hasSize(before + 1);
        }
    }

    @Test
    void aProbeThatFindsNothingOutIsFollowedByAnother() throws Exception {
        open(10, identity("one", 6000, 100));
        enter("a");
        turnedAway("a", 60L);
        enter("b");
        run().pass(AFTER_A_MINUTE);
        assertThat(run().running).containsOnlyKeys("a");
        run().end("a");
        assertThat(run().running).containsOnlyKeys("b");
        assertThat(visit("b").probe()).isTrue();
    }

    @Test
    void anOpenCircuitAndThoseWhoWaitSurviveARestore() throws Exception {
        open(10, identity("one", 6000, 100));
        enter("a", "b");
        run().report("a", true, 60L);
        enter("c", "d");
        run().restore();
        run().pass(Duration.ofSeconds(59));
        assertThat(run().admitted).containsExactly("a", "b");

        run().pass(AFTER_A_MINUTE.minusSeconds(59));
        assertThat(run().admitted).containsExactly("a", "b", "c");
        run().restore();
        run().pass(MINUTE);
        assertThat(run().admitted).containsExactly("a", "b", "c");
        run().report("c", false, null);
        run().pass(MINUTE);
        assertThat(run().admitted).containsExactly("a", "b", "c", "d");
        endAll();
        assertThat(run().stateEntries()).isZero();
    }

    @Test
    void theMostUrgentGoesFirstAndOwnersInTurn() throws Exception {
        open(10, identity("one", 60_000, 1));
        run().enter(job("first", "anna", 5));
        run().report("first", true, 60L);
        run().enter(job("a1", "anna", 5));
        run().enter(job("a2", "anna", 5));
        run().enter(job("b1", "ben", 5));
        run().enter(job("late", "ben", 9));
        run().enter(job("urgent", "ben", 1));
        run().move(job("a2", "anna", 5), 1, 2);
        run().pass(AFTER_A_MINUTE);
        run().report("urgent", false, null);
        run().settle();
        passInSteps(Duration.ofSeconds(1));
        assertThat(run().admitted).containsExactly("first", "urgent", "a2", "a1", "b1", "late");
    }

    @Test
    void whoWaitsForASourceLeavesAndIsPausedLikeAnyOther() throws Exception {
        open(10, identity("one", 6000, 100));
        enter("first");
        run().report("first", true, 60L);
        Job cancelled = job("cancelled", "tester", 5);
        run().enter(cancelled);
        run().enter(job("paused", "other", 5));
        enter("last");
        run().leave(cancelled, 1);
        run().pause(Scope.OWNER, "other");
        run().pass(AFTER_A_MINUTE);
        assertThat(run().admitted).containsExactly("first", "last");
        run().report("last", false, null);
        run().pass(MINUTE);
        assertThat(run().admitted).containsExactly("first", "last");

        run().resume(Scope.OWNER, "other");
        run().settle();
        assertThat(run().admitted).containsExactly("first", "last", "paused");
        endAll();
        assertThat(run().stateEntries()).isZero();
    }

    @Test
    void aPauseOfItsOwnerDoesNotKeepASourceForWhoWasCalled() throws Exception {
        open(1, identity("one", 6000, 100));
        run().enter(job("first", "tester", 5));
        run().report("first", true, 60L);
        run().end("first");
        run().enter(job("called", "other", 9));
        run().enter(job("waits", "tester", 9));
        run().enter(at("elsewhere", "https://other.example/1"));
        run().enter(at("there-too", "https://other.example/2"));
        run().pass(AFTER_A_MINUTE);
        run().end("elsewhere");
        assertThat(run().running).containsOnlyKeys("there-too");

        run().pause(Scope.OWNER, "other");
        run().end("there-too");
        assertThat(run().running).containsOnlyKeys("waits");
    }

    @Test
    void anOwnerWhoHasItsFillOfRoomsKeepsNoSourceFromOthers() throws Exception {
        open(10, identity("one", 6000, 100));
        run().enter(job("first", "tester", 5));
        run().report("first", true, 60L);
        run().limit("full", 1);
        run().enter(job("mine", "full", 5));
        run().enter(job("mine-too", "full", 5));
        run().enter(job("theirs", "tester", 5));
        run().pass(AFTER_A_MINUTE);
        run().report("mine", false, null);
        run().pass(MINUTE);
        assertThat(run().admitted).containsExactly("first", "mine", "theirs");

        run().end("mine");
        assertThat(run().admitted).endsWith("mine-too");
        endAll();
        assertThat(run().stateEntries()).isZero();
    }

    @Test
    void whoWasCalledAndMayNotGoInIsNotWaitedFor() throws Exception {
        open(2, identity("one", 6000, 100));
        run().enter(job("first", "tester", 5));
        run().report("first", true, 60L);
        run().end("first");
        run().enter(job("called", "full", 9));
        run().enter(job("waits", "tester", 9));
        run().enter(at("elsewhere", "https://other.example/1"));
        run().enter(ofOwner("full", at("of-full", "https://other.example/2")));
        run().enter(at("there-too", "https://other.example/3"));
        run().pass(AFTER_A_MINUTE);
        run().end("elsewhere");
        assertThat(run().running).containsOnlyKeys("of-full", "there-too");

        run().limit("full", 1);
        run().end("there-too");
        assertThat(run().running).containsOnlyKeys("of-full", "waits");
    }

    @Test
    void anotherIdentityGoesOnWhereOneIsTurnedAway() throws Exception {
        open(10, identity("one", 6000, 100), identity("two", 6000, 99));
        enter("a");
        assertThat(visit("a").identity()).isEqualTo("one");
        run().report("a", true, 60L);
        enter("b", "c");
        assertThat(run().admitted).containsExactly("a", "b", "c");
        assertThat(visit("b").identity()).isEqualTo("two");
    }

    @Test
    void whoAsksNobodyNeverWaits() throws Exception {
        open(10, identity("one", 6000, 1));
        enter("a");
        run().report("a", true, 60L);
        run().enter(Jobs.dry("dry", JobType.FULL_PROCESSING));
        run().enter(Jobs.upload("upload", "upload:1234/talk.mp4"));
        run().enter(Jobs.purge("purge", "video-of-it"));
        run().enter(Jobs.conversion("conversion", "another-video", "videos/v/source/1/", "mp3"));
        assertThat(run().admitted).hasSize(5);
    }

    @Test
    void aFailureToldAgainAfterTheCircuitHasClosedOpensNothing() throws Exception {
        open(10, identity("one", 6000, 100));
        enter("a", "b");
        run().report("a", true, 1L);
        turnedAway("a", 1L);
        run().pass(Duration.ofSeconds(2));
        run().report("a", false, null);
        run().end("b");
        enter("c");
        run().pass(Duration.ofSeconds(1));
        assertThat(run().admitted).containsExactly("a", "b", "a", "c");
    }

    private SchedulerRun run() {
        return Objects.requireNonNull(opened, "not opened");
    }

    private void open(int rooms, Identity... identities) throws Exception {
        opened = new SchedulerRun(directory, rooms, null, new Identities(List.of(identities)));
    }

    private static Identity identity(String name, double perMinute, int burst) {
        return new Identity(name, List.of("*"), new Rate(perMinute, burst), null, null);
    }

    private static Job at(String name, String url) {
        ObjectNode job = Json.MAPPER.valueToTree(job(name, "tester", 5));
        return Json.MAPPER.treeToValue(job.put("url", url), Job.class);
    }

    private static Job ofOwner(String owner, Job like) {
        ObjectNode job = Json.MAPPER.valueToTree(like);
        return Json.MAPPER.treeToValue(job.put("user_id", owner), Job.class);
    }

    private void enter(String... names) throws Exception {
        for (String name : names) {
            run().enter(job(name, "tester", 5));
        }
    }

    /** As the lifecycle has it: the same attempt is in line again at once. */
    private void turnedAway(String name, @Nullable Long retryAfter) throws Exception {
        run().turnAway(name, retryAfter);
        run().enter(job(name, "tester", 5), 1, ++holds);
    }

    private int holds;

    private Visit visit(String name) {
        return Objects.requireNonNull(Objects.requireNonNull(run().running.get(name), name + " does not run")
                .visit());
    }

    private void passInSteps(Duration time) throws Exception {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusMillis(100)) {
            run().pass(Duration.ofMillis(100));
        }
    }

    private void endAll() throws Exception {
        while (!run().running.isEmpty()) {
            run().end(run().running.keySet().iterator().next());
            run().pass(MINUTE);
        }
    }
}
