package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.codec.ServerSentEvent;

/** The streams of the two other documents: their words, from where the job stands to its end. */
final class SeedStreamsIT {
    @TempDir
    static Path directory;

    private static Surroundings all;
    private final AsyncApi document = new AsyncApi();

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void aVideosJobOverAWebSocket() throws Exception {
        Job job = begun("video-socket");
        String path = "/api/videos/status/" + job.jobId() + "/stream";
        Socket socket = Socket.open(all.address(), Surroundings.READER, path);
        await().untilAsserted(() -> assertThat(socket.messages).isNotEmpty());
        finish(job);

        assertThat(socket.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
        socket.messages.forEach(each -> document.validate("/api/videos/status/{job_id}/stream", "status", each));
        assertThat(socket.messages.stream()
                        .map(each -> each.path("status").asString())
                        .distinct())
                .startsWith("queued")
                .contains("downloading", "transcribing")
                .endsWith("completed");
        assertThat(socket.messages).doesNotHaveDuplicates();
        assertThat(Socket.refused(all.address(), Surroundings.STRANGER, path)).isEqualTo(403);
        assertThat(Socket.refused(
                        all.address(),
                        Surroundings.READER,
                        "/api/videos/status/00000000-0000-0000-0000-000000000000/stream"))
                .isEqualTo(404);
    }

    @Test
    void slidesAsPlainLines() {
        Job job = begun("slides-lines");
        var seen = new CopyOnWriteArrayList<ServerSentEvent<String>>();
        var stream = new Clients(all)
                .events(Surroundings.READER, "/jobs/" + job.videoId() + "/stream", null)
                .subscribe(seen::add);
        await().untilAsserted(() -> assertThat(seen).isNotEmpty());
        finish(job);

        await().untilAsserted(() -> assertThat(stream.isDisposed()).isTrue());
        assertThat(seen).allSatisfy(each -> {
            assertThat(each.event()).isNull();
            assertThat(each.id()).isNull();
            document.validate("/jobs/{video_id}/stream", "state", Clients.json(each));
        });
        assertThat(seen.stream()
                        .map(each -> Clients.json(each).path("status").asString())
                        .distinct())
                .contains("downloading", "extracting")
                .endsWith("completed");
        all.client(Surroundings.READER)
                .get()
                .uri("/jobs/no-such-video/stream")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private static Job begun(String name) {
        Job job = Scenes.job(name);
        all.send(Scenes.command(job));
        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1)));
        String path = "/api/v1/jobs/" + job.jobId();
        await().untilAsserted(() -> assertThat(
                        all.json(Surroundings.READER, path).path("status").asString())
                .isEqualTo("processing"));
        return job;
    }

    private static void finish(Job job) {
        List<JobEvent> story = Scenes.story(job, 3, null);
        all.send(story.subList(2, story.size()));
    }
}
