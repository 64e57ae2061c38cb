package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.purge.VideoRows;
import io.reelflow.media.fetch.ListFound;
import io.reelflow.media.fetch.ListedVideo;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.address.AddressException;
import io.reelflow.schemas.address.VideoAddress;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.SourceKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a channel's videos become. Ids are derived from the channel job and the address, so that a listing that is
 * done again after a crash asks for the same jobs; those that there are, or were, are not asked for again.
 */
final class Children {
    /** Looked up in one query. */
    private static final int BATCH = 500;

    private final Job channel;
    private final ChannelRequest request;
    private final StageRunContext context;
    private final Path file;
    private final Set<UUID> seen = new HashSet<>();
    private final Map<String, Long> skipped = new TreeMap<>();
    private long read;
    private long listed;
    private long created;
    private long known;
    private double seconds;
    private long timed;

    /** @param file that a listing appends to: {@link ListedVideo}s, a line each */
    Children(Job channel, ChannelRequest request, StageRunContext context, Path file) {
        this.channel = channel;
        this.request = request;
        this.context = context;
        this.file = file;
    }

    /**
     * Takes what the listing has found since the last call, and says what there is in all.
     *
     * @throws UncheckedIOException our database or disk failed
     */
    ChannelRun read() {
        try {
            take(newLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ChannelRun(null, listed, created, known, Map.copyOf(skipped), seconds, timed, false);
    }

    /** What there is when the listing is over. */
    ChannelRun all(ListFound found) {
        var reasons = new TreeMap<>(skipped);
        found.skipped().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        return new ChannelRun(found.title(), found.listed(), created, known, reasons, seconds, timed, found.complete());
    }

    /** Whole lines after the last one that was read; from the beginning again where the file was begun anew. */
    private String newLines() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() < read) {
                read = 0;
            }
            byte[] bytes = new byte[Math.toIntExact(in.length() - read)];
            in.seek(read);
            in.readFully(bytes);
            int whole = bytes.length;
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            read += whole;
            return new String(bytes, 0, whole, StandardCharsets.UTF_8);
        }
    }

    private void take(String lines) throws IOException {
        Map<String, Job> batch = new LinkedHashMap<>();
        for (String line : lines.lines().toList()) {
            ListedVideo video = Json.read(line.getBytes(StandardCharsets.UTF_8), ListedVideo.class);
            Job job = job(video);
            if (job != null) {
                batch.put(job.jobId(), job);
            }
            if (batch.size() == BATCH) {
                send(batch);
                batch.clear();
            }
        }
        send(batch);
    }

    /** Null where it is none, or was listed before. */
    private @Nullable Job job(ListedVideo video) {
        VideoAddress address;
        try {
            address = VideoAddress.parse(video.url());
        } catch (AddressException e) {
            address = null;
        }
        if (address == null || address.kind() != SourceKind.WEB) {
            skip("not_an_address");
            return null;
        }
        UUID id = UUID.nameUUIDFromBytes((channel.jobId() + "\n" + address.url()).getBytes(StandardCharsets.UTF_8));
        if (!seen.add(id)) {
            skip("listed_twice");
            return null;
        }
        Job job = job(id, address, video);
        if (context.place().tombstones().of(job) != null) {
            skip("removed_for_good");
            return null;
        }
        listed++;
        if (video.seconds() != null) {
            seconds += video.seconds();
            timed++;
        }
        return job;
    }

    private Job job(UUID id, VideoAddress address, ListedVideo video) {
        Instant now = context.place().clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Instant starts = video.starts();
        return new Job(
                id.toString(),
                channel.dryRun() ? Job.DRY + address.videoId() : address.videoId(),
                address.kind(),
                address.url(),
                address.youtubeUrl(),
                request.jobType(),
                channel.priority(),
                channel.userId(),
                channel.options(),
                channel.dryRun(),
                now,
                channel.jobId(),
                starts == null || starts.isBefore(now) ? null : starts);
    }

    private void send(Map<String, Job> batch) throws IOException {
        if (batch.isEmpty() || request.onlyCounts()) {
            return;
        }
        VideoRows rows = context.place().rows();
        Set<String> there = rows == null ? Set.of() : rows.known(batch.keySet());
        for (Job job : batch.values()) {
            if (there.contains(job.jobId())) {
                known++;
            } else {
                created++;
                context.place().events().command(command(job));
            }
        }
    }

    private static JobCommand command(Job job) {
        String id = UUID.nameUUIDFromBytes((job.jobId() + "/found").getBytes(StandardCharsets.UTF_8))
                .toString();
        return new JobCommand(id, JobCommand.VERSION, job.createdAt(), job);
    }

    private void skip(String reason) {
        listed++;
        skipped.merge(reason, 1L, Long::sum);
    }
}
