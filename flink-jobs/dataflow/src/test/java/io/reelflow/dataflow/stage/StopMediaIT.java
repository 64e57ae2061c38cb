package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.WorkKind;
import io.reelflow.media.fetch.FetchRequest;
import io.reelflow.media.listen.ListenPlan;
import io.reelflow.media.listen.TranscribeRequest;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.worker.WorkerMain;
import io.reelflow.media.worker.WorkerPool;
import io.reelflow.media.worker.WorkerSettings;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.WorkStop;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real media work in real worker processes, stopped in the middle: every process and file of it goes. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // each test opens its workplace
class StopMediaIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private WorkerPool pool;
    private TestWorkplace workplace;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("REELFLOW_WORK_DIR", directory.resolve("temp").toString());
        pool = new WorkerPool(new WorkerSettings(
                MediaConfig.fromEnvironment(environment),
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                256,
                Map.of(WorkKind.NETWORK, 1, WorkKind.CPU, 1, WorkKind.ENCODE, 1),
                Duration.ofMinutes(5),
                null));
        workplace = new TestWorkplace(directory, Duration.ofSeconds(20), null, pool);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        workplace.close();
        pool.close();
        server.stop(0);
    }

    @Test
    void aDownloadFromASlowServer() throws Exception {
        byte[] film = Files.readAllBytes(film("2"));
        server.createContext("/slow.mp4", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "video/mp4");
            exchange.sendResponseHeaders(200, 1L << 40);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(film);
                }
            }
        });
        server.createContext("/small.mp4", exchange -> {
            exchange.sendResponseHeaders(200, film.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(film);
            }
        });

        stopInTheMiddleOf(TaskType.FETCH, fetch("/slow.mp4"), Stage.DOWNLOADING);
        runToTheEnd(TaskType.FETCH, fetch("/small.mp4"), Stage.DOWNLOADING);
    }

    @Test
    void speechRecognition() throws Exception {
        Path sound = directory.resolve("sound.flac");
        ffmpeg("-f", "lavfi", "-i", "sine=frequency=220:duration=1800", "-ar", "16000", "-ac", "1", sound.toString());

        stopInTheMiddleOf(TaskType.TRANSCRIBE, transcribe(sound, 60), Stage.TRANSCRIBING);
        runToTheEnd(TaskType.TRANSCRIBE, transcribe(sound, 1), Stage.TRANSCRIBING);
    }

    @Test
    void anEncode() throws Exception {
        Path film = film("170");

        stopInTheMiddleOf(TaskType.RENDER, render(film, 165), Stage.GENERATING_CLIPS);
        runToTheEnd(TaskType.RENDER, render(film, 1), Stage.GENERATING_CLIPS);
    }

    private <I> void stopInTheMiddleOf(TaskType<I, ?> type, I input, Stage stage) throws Exception {
        Work work = Work.admitted(Jobs.job("stopped"), 1, 7);
        CompletableFuture<Work> out = begin(work, type, input, stage);
        await().atMost(PATIENCE)
                .until(() ->
                        workplace.typesOf(work.job().jobId()).contains(JobEventType.STAGE_PROGRESSED) || out.isDone());
        assertThat(out).as("%s is slow enough to be stopped", type.name()).isNotDone();

        workplace.workplace().stop(new WorkStop(1, Instant.now(), work.job().jobId(), 7));

        assertThat(Objects.requireNonNull(out.get().failure()).code()).isEqualTo(ErrorCode.CANCELLED);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(processes()).isEmpty());
        await().atMost(PATIENCE).until(() -> workplace.scratchFolders() == 0);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(directory.resolve("temp")).isEmptyDirectory());
        assertThat(workplace.typesOf(work.job().jobId())).doesNotContain(JobEventType.STAGE_FAILED);
    }

    private <I> void runToTheEnd(TaskType<I, ?> type, I input, Stage stage) throws Exception {
        Work work = Work.admitted(Jobs.job("next"), 1, 8);
        assertThat(begin(work, type, input, stage).get().failure()).isNull();
        await().atMost(PATIENCE).until(() -> workplace.scratchFolders() == 0);
    }

    private <I> CompletableFuture<Work> begin(Work work, TaskType<I, ?> type, I input, Stage stage) {
        var task = new OneTask<>(type, input, stage);
        return workplace
                .workplace()
                .running()
                .join("task", task, work, workplace.workplace())
                .result();
    }

    /** Commands of whatever this JVM has started and still runs. */
    private static List<String> processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(process -> process.pid() + " " + process.info().command().orElse("?"))
                .toList();
    }

    private FetchRequest fetch(String path) {
        String host = "127.0.0.1:" + server.getAddress().getPort();
        return new FetchRequest(
                "http://" + host + path, SourceKind.WEB, null, false, false, 1L << 50, 1e6, List.of(host));
    }

    private static TranscribeRequest transcribe(Path sound, int chunks) {
        List<ListenPlan.Chunk> all = Stream.iterate(0.0, start -> start + 28)
                .limit(chunks)
                .map(start -> new ListenPlan.Chunk(
                        start, start + 28, List.of(new ListenPlan.Speech(start + 0.5, start + 27))))
                .toList();
        return new TranscribeRequest(sound.toString(), 0, "en", "tiny.en", new ListenPlan.Span(0, all));
    }

    private static RenderRequest render(Path film, double seconds) {
        Source.Metadata metadata = new Source.Metadata(
                null, null, null, null, null, null, null, null, null, List.of(), List.of(), "http", Map.of());
        Source source = new Source(
                "https://example.org/film",
                "film.mp4",
                "mov",
                1,
                null,
                170,
                0,
                new Source.Picture(0, "h264", 320, 180, 25, 0),
                new Source.Sound(1, "aac", 1, 44_100, null),
                metadata,
                List.of());
        ClipPlan.Planned clip =
                new ClipPlan.Planned("clip", 0, seconds, 1, "Clip", null, null, List.of(), List.of(), "", List.of());
        return new RenderRequest(film.toString(), source, clip, null, List.of(), JobOptions.DEFAULTS);
    }

    private Path film(String seconds) throws Exception {
        Path film = directory.resolve("film-" + seconds + ".mp4");
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=25:duration=" + seconds,
                "-f",
                "lavfi",
                "-i",
                "sine=duration=" + seconds,
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                film.toString());
        return film;
    }

    private static void ffmpeg(String... arguments) throws IOException, InterruptedException {
        var tools = ToolSetup.ensure(MediaConfig.fromEnvironment(System.getenv()), line -> {});
        Child.Exit exit = Child.of(tools.ffmpeg(arguments)).run();
        assertThat(exit.ok()).as(exit.errorTail()).isTrue();
    }

    /** A stage of one task, whatever else a job would need for it. */
    private static final class OneTask<I> extends WorkStage {
        private static final long serialVersionUID = 1L;
        private final transient TaskType<I, ?> type;
        private final transient I input;
        private final Stage stage;

        OneTask(TaskType<I, ?> type, I input, Stage stage) {
            this.type = type;
            this.input = input;
            this.stage = stage;
        }

        @Override
        public List<Stage> stages() {
            return List.of(stage);
        }

        @Override
        public WorkLine line() {
            return WorkLine.CPU;
        }

        @Override
        public Duration deadline(Work work) {
            return Duration.ofHours(1);
        }

        @Override
        public Work dryRun(Work work) {
            return work;
        }

        @Override
        public Work run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
            context.run(type, input);
            return work;
        }
    }
}
