package io.reelflow.status.action;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.job.JobReads;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of an action, in one transaction: the page that was looked up is written to the log, and the next one is
 * looked up and kept with the place. So a process that dies has kept what it was writing; the next one writes the same
 * controls again, of the same ids and attempts, and the lifecycle knows them.
 */
@Component
class ActionSteps {
    private static final Logger LOG = LoggerFactory.getLogger(ActionSteps.class);

    /** One transaction each: some ten milliseconds, and 100 KB of a row. */
    private static final int PAGE = 2_000;

    /** Each is a call of the ingest API. */
    private static final int PAGE_OF_VIDEOS = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final List<String> NAMES_A_VIDEO = List.of("video_id", "q");

    private final ActionStore store;
    private final BulkControls controls;
    private final ReprocessedVideos videos;
    private final JobReads reads;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ActionSteps(
            ActionStore store,
            BulkControls controls,
            ReprocessedVideos videos,
            JobReads reads,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.controls = controls;
        this.videos = videos;
        this.reads = reads;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** A step could not be made; what it did is done again. */
    static final class Delayed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String actionId;

        Delayed(String actionId, Throwable cause) {
            super("action " + actionId + " goes on later", cause);
            this.actionId = actionId;
        }

        String actionId() {
            return actionId;
        }
    }

    /** False where there is nothing to do. */
    boolean next() {
        return Boolean.TRUE.equals(transaction.execute(ignored -> store.lockNext()
                .map(action -> {
                    try {
                        store.update(step(action));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new Delayed(action.id(), e);
                    } catch (RuntimeException e) {
                        throw new Delayed(action.id(), e);
                    }
                    return true;
                })
                .orElse(false)));
    }

    private Action step(Action action) throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Action written = write(action, now);
        if (!action.page().isLast()) {
            return look(written, now);
        }
        Action completed = written.completed(told(written.wish()), now);
        LOG.info(
                "Action {} of key {} is done: {} {} jobs, {} refused",
                completed.id(),
                completed.requestedBy(),
                completed.wish().kind().word(),
                completed.done(),
                completed.refused());
        return completed;
    }

    private Action write(Action action, Instant now) throws InterruptedException {
        Action.Page page = action.page();
        if (page.ids().isEmpty()) {
            return action;
        }
        if (action.wish().kind() == Wish.Kind.REPROCESS) {
            List<Action.Refusal> refused = videos.reprocess(action, page.ids());
            store.refuse(action.id(), refused);
            return action.written(
                    action.done() + page.ids().size() - refused.size(), action.refused() + refused.size());
        }
        var made = new ArrayList<JobControl>(page.ids().size());
        for (int i = 0; i < page.ids().size(); i++) {
            made.add(control(action, page.ids().get(i), page.attempts().get(i), now));
        }
        controls.write(made);
        return action.written(action.done() + made.size(), action.refused());
    }

    private Action look(Action action, Instant now) {
        int most = action.wish().kind() == Wish.Kind.REPROCESS ? PAGE_OF_VIDEOS : PAGE;
        List<Candidate> found = store.next(action, most);
        if (found.stream().anyMatch(each -> each.standing() == null)) {
            // A job that has just been accepted may be on its way into the tables.
            reads.caughtUp().block(PATIENCE);
            found = store.next(action, most);
        }
        var ids = new ArrayList<String>();
        var attempts = new ArrayList<Integer>();
        var refused = new ArrayList<Action.Refusal>();
        for (Candidate each : found) {
            ApiProblem against = each.against(action, now);
            if (against == null) {
                ids.add(each.jobId());
                attempts.add(each.attempt());
            } else {
                refused.add(new Action.Refusal(each.jobId(), against.code(), against.detail()));
            }
        }
        int listed = refused.isEmpty() ? 0 : store.refuse(action.id(), refused);
        return action.at(
                place(action, found),
                new Action.Page(ids, attempts, found.size() < most),
                action.refused() + listed,
                now);
    }

    private static Action.@Nullable Place place(Action action, List<Candidate> found) {
        if (found.isEmpty()) {
            return action.after();
        }
        Candidate last = found.get(found.size() - 1);
        return new Action.Place(last.createdAt(), last.jobId());
    }

    private static JobControl control(Action action, String jobId, int attempt, Instant now) {
        Wish wish = action.wish();
        String name = action.id() + "/" + jobId;
        return new JobControl(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
                JobControl.VERSION,
                now.truncatedTo(ChronoUnit.MILLIS),
                jobId,
                JobControl.Action.valueOf(wish.kind().name()),
                action.concerns(),
                action.requestedBy(),
                wish.reason(),
                wish.priority(),
                wish.force(),
                attempt,
                action.id());
    }

    /** What is kept for good names no video and no address: those may be removed. */
    private static Wish told(Wish wish) {
        var filter = new TreeMap<>(wish.filter());
        NAMES_A_VIDEO.forEach(
                name -> filter.computeIfPresent(name, (ignored, value) -> "sha256:" + ObjectKeys.hash(value)));
        return wish.withFilter(filter);
    }
}
