package io.reelflow.ingest.submission;

import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.command.BulkLog;
import io.reelflow.ingest.intake.Intake;
import io.reelflow.ingest.problem.ApiException;
import io.reelflow.ingest.purge.Tombstones;
import io.reelflow.ingest.request.JsonBody;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.Tombstone;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The lines of one request: each is read, checked and sent on its own, whatever became of the others. */
final class Batch {
    static final int MOST_LINES = 1_000_000;

    private static final BatchAnswer.Refusal TOO_MANY_LINES = new BatchAnswer.Refusal(
            "TOO_MANY_LINES", "A batch has at most " + MOST_LINES + " lines; send the rest as another", null);
    private static final BatchAnswer.Refusal LINE_TOO_LONG =
            new BatchAnswer.Refusal("LINE_TOO_LONG", "A line has at most " + BatchLines.LONGEST + " bytes", null);
    private static final BatchAnswer.Refusal EMPTY_LINE =
            new BatchAnswer.Refusal("EMPTY_LINE", "The line is empty", null);

    /** Longer than any host takes to be judged. */
    private static final Duration JUDGED = Duration.ofSeconds(10);

    private static final int LOOKED_UP_AT_ONCE = 16;

    private final JobRequestReader requests;
    private final HostPolicy hosts;
    private final BulkLog log;
    private final Intake intake;
    private final Tombstones tombstones;
    private final Clock clock;
    private final Caller caller;
    private final @Nullable String idempotencyKey;

    Batch(
            JobRequestReader requests,
            HostPolicy hosts,
            BulkLog log,
            Intake intake,
            Tombstones tombstones,
            Clock clock,
            Caller caller,
            @Nullable String idempotencyKey) {
        this.requests = requests;
        this.hosts = hosts;
        this.log = log;
        this.intake = intake;
        this.tombstones = tombstones;
        this.clock = clock;
        this.caller = caller;
        this.idempotencyKey = idempotencyKey;
    }

    /** Sends what is valid, in order. Blocks where names have to be looked up, and where the broker is slow. */
    SentLines send(List<BatchLines.Line> lines) {
        List<Line> read = lines.stream().map(this::read).toList();
        judgeHosts(read);
        BatchAnswer.Refusal closed = closed();
        var sent = new SentLines(lines.get(0).number(), lines.size());
        for (int i = 0; i < read.size(); i++) {
            send(read.get(i), i, sent, closed);
        }
        return sent;
    }

    /** Intake may be paused, or the disk be full, halfway through a file. */
    private BatchAnswer.@Nullable Refusal closed() {
        try {
            intake.mustTakeIn();
            return null;
        } catch (ApiException e) {
            return BatchAnswer.Refusal.of(e);
        }
    }

    /** A draft, or what is wrong. */
    private record Line(@Nullable Draft draft, BatchAnswer.@Nullable Refusal error) {}

    private Line read(BatchLines.Line line) {
        byte[] bytes = line.bytes();
        if (line.number() > MOST_LINES) {
            return new Line(null, TOO_MANY_LINES);
        }
        if (bytes == null) {
            return new Line(null, LINE_TOO_LONG);
        }
        if (isBlank(bytes)) {
            return new Line(null, EMPTY_LINE);
        }
        try {
            return new Line(requests.draft(JsonBody.parseLine(bytes), caller, key(line.number())), null);
        } catch (ApiException e) {
            return new Line(null, BatchAnswer.Refusal.of(e));
        }
    }

    /** The same key and line number make the same job of a line that asks for a new one. */
    private @Nullable String key(long number) {
        return idempotencyKey == null ? null : idempotencyKey + " " + number;
    }

    private void judgeHosts(List<Line> lines) {
        List<Draft.Host> asked = new ArrayList<>();
        for (Line line : lines) {
            if (line.draft != null) {
                asked.addAll(line.draft.hosts());
            }
        }
        if (!asked.isEmpty()) {
            Flux.fromIterable(asked)
                    .flatMap(
                            host -> hosts.allows(host.address()).map(allowed -> (Runnable) () -> host.judge(allowed)),
                            LOOKED_UP_AT_ONCE)
                    .doOnNext(Runnable::run)
                    .blockLast(JUDGED);
        }
    }

    private void send(Line line, int index, SentLines sent, BatchAnswer.@Nullable Refusal closed) {
        BatchAnswer.Refusal refused = line.error == null ? closed : line.error;
        if (line.draft == null || refused != null) {
            sent.refused(index, Objects.requireNonNull(refused));
            return;
        }
        try {
            JobRequest request = line.draft.request();
            intake.count(request.owner());
            JobCommand command = command(request);
            sent.sent(index, command.job());
            log.append(command, error -> sent.acknowledged(index, error));
        } catch (ApiException e) {
            sent.refused(index, BatchAnswer.Refusal.of(e));
        }
    }

    private JobCommand command(JobRequest request) {
        Tombstone removed =
                request.dryRun() ? null : tombstones.of(request.video().videoId());
        Instant time = tombstones.after(removed, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Job job = request.job(time, removed);
        return new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, time, job);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
