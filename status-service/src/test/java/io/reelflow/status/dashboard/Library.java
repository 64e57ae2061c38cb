package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;

import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;

/** A bit of everything that a view can show: jobs in each state, a video with its results, a channel. */
final class Library {
    private static final int CHILDREN = 60;

    final Job done = Scenes.job("done");
    final Job failed = Scenes.job("failed");
    final Job running = Scenes.job("running");
    final Job channel = Scenes.channel(
            "talks",
            "https://talks.example.org/feed.xml",
            Scenes.OWNER,
            new ChannelRequest(JobType.METADATA, null, null, ChannelRequest.Filters.NONE, 3600L));

    /** Returns once all of it can be read. */
    Library(Surroundings all) throws IOException {
        Instant begin = Instant.now().minusSeconds(900);
        String manifest = Result.write(all.objects, done, clip(), image());
        all.send(Scenes.since(begin, Scenes.story(done, 3, manifest)));
        all.send(Scenes.since(
                begin, List.of(Scenes.queued(failed), Scenes.started(failed, 1), Scenes.failed(failed, 1))));
        all.send(Scenes.since(begin, List.of(Scenes.queued(running), Scenes.started(running, 1))));
        all.send(Scenes.since(begin, Scenes.stage(running, 1, Stage.DOWNLOADING, 2)));
        all.send(Scenes.since(begin, List.of(Scenes.progressed(running, 1, Stage.TRANSCRIBING, 0.4))));
        Job waits = Scenes.job("waits");
        Job retrying = Scenes.job("retrying");
        all.send(Scenes.since(begin, List.of(Scenes.queued(waits))));
        all.send(Scenes.since(
                begin, List.of(Scenes.queued(retrying), Scenes.started(retrying, 1), Scenes.retry(retrying, 1))));
        channel(all, begin);
        soon().until(() -> all.json(Surroundings.ADMIN, "/api/v1/jobs?limit=1")
                        .path("total")
                        .asInt()
                >= CHILDREN + 6);
        soon().until(() ->
                all.json(Surroundings.ADMIN, "/api/v1/videos/" + done.videoId()).has("transcript"));
    }

    private void channel(Surroundings all, Instant begin) {
        all.send(Scenes.command(channel));
        var run = new ChannelRun("Talks", CHILDREN + 9, CHILDREN, 6, Map.of("private", 3L), 60 * CHILDREN, 1, true);
        all.send(Scenes.since(begin, Scenes.look(channel, 1, run, Instant.now().plusSeconds(3600))));
        for (int number = 0; number < CHILDREN; number++) {
            Job child = Scenes.child(channel, number);
            all.send(Scenes.command(child));
            all.send(Scenes.since(begin, child(child, number)));
        }
    }

    /** Of seven: three completed, one failed, one running, two waiting. */
    private static List<JobEvent> child(Job child, int number) {
        return switch (number % 7) {
            case 0, 1, 2 -> Scenes.story(child, 1, null);
            case 3 -> List.of(Scenes.queued(child), Scenes.started(child, 1), Scenes.failed(child, 1));
            case 4 -> List.of(Scenes.queued(child), Scenes.started(child, 1));
            default -> List.of(Scenes.queued(child));
        };
    }

    static byte[] image() throws IOException {
        var picture = new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB);
        var brush = picture.createGraphics();
        brush.setColor(new Color(0x2f5d8a));
        brush.fillRect(0, 0, 320, 180);
        brush.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    /** Three seconds of a test picture, H.264. */
    static byte[] clip() throws IOException {
        try (InputStream clip = Objects.requireNonNull(Library.class.getResourceAsStream("/clip.mp4"))) {
            return clip.readAllBytes();
        }
    }
}
