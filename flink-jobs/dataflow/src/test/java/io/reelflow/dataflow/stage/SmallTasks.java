package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.meaning.Passages;
import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.TaskRun;
import io.reelflow.media.TaskRunner;
import io.reelflow.media.TaskType;
import io.reelflow.media.WorkKind;
import io.reelflow.media.analyze.AnalyzeRequest;
import io.reelflow.media.analyze.Analyzed;
import io.reelflow.media.convert.ConvertRequest;
import io.reelflow.media.convert.Converted;
import io.reelflow.media.fetch.CommentsFound;
import io.reelflow.media.fetch.CommentsRequest;
import io.reelflow.media.fetch.CommentsTask;
import io.reelflow.media.fetch.FetchRequest;
import io.reelflow.media.fetch.ListFound;
import io.reelflow.media.fetch.ListRequest;
import io.reelflow.media.fetch.ListTask;
import io.reelflow.media.listen.ListenPlan;
import io.reelflow.media.listen.SpanTranscript;
import io.reelflow.media.listen.TranscribeRequest;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.media.slides.ReadSlides;
import io.reelflow.media.slides.SlidesRequest;
import io.reelflow.media.speakers.Stretch;
import io.reelflow.media.speakers.Voice;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tasks that make small but whole results at once: files are there, documents name them. Can be told to fail or wait. */
public final class SmallTasks implements TaskRunner {
    public static final int SPANS = 3;
    private static final Passages PASSAGES = new Passages(List.of(
            new Passages.Passage(0, 30, "Hello world", Base64.getEncoder().encodeToString(new byte[384]))));

    public static final int CLIPS = 2;
    public static final int COMMENTS = 3;

    private static final Map<WorkKind, String> THREADS = Map.of(
            WorkKind.NETWORK, "reelflow-download-",
            WorkKind.CPU, "reelflow-cpu-",
            WorkKind.ENCODE, "reelflow-encode-");

    /** What ran: the task's name and its request. */
    public final Queue<String> ran = new ConcurrentLinkedQueue<>();

    private final Map<String, Queue<ErrorCode>> failures = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private volatile boolean silent;
    private volatile boolean blind;
    private volatile String captions = "";
    private volatile Site site = url -> {};
    private volatile Analysis.@Nullable Endpoint endpoint;

    /** The next run of that task fails, once for each call. */
    public void failNext(TaskType<?, ?> task, ErrorCode code) {
        failures.computeIfAbsent(task.name(), name -> new ConcurrentLinkedQueue<>())
                .add(code);
    }

    /** Runs of that task wait until the latch is open. */
    public void holdUp(TaskType<?, ?> task, CountDownLatch gate) {
        gates.put(task.name(), gate);
    }

    /** What an outside model is said to have written of the next analyses. */
    public void endpoint(Analysis.Endpoint asked) {
        endpoint = asked;
    }

    /** What sources do when they are asked for media. */
    @FunctionalInterface
    public interface Site {
        void asked(String url) throws MediaException;
    }

    public void site(Site now) {
        site = now;
    }

    /** Sources have no sound. */
    public void silent() {
        silent = true;
    }

    /** Sources have these captions, in WebVTT. */
    public void captioned(String vtt) {
        captions = vtt;
    }

    /** Sources have no picture. */
    public void blind() {
        blind = true;
    }

    public long runsOf(TaskType<?, ?> task) {
        return ran.stream().filter(run -> run.startsWith(task.name())).count();
    }

    @Override
    public <I, O> TaskRun<O> measure(TaskType<I, O> type, I input, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        // Threads are what bounds media work: a task of one kind must not run on those of another.
        assertThat(Thread.currentThread().getName()).startsWith(THREADS.get(type.work()));
        ran.add(type.name() + " " + input);
        CountDownLatch gate = gates.get(type.name());
        if (gate != null) {
            gate.await();
        }
        Queue<ErrorCode> planned = failures.get(type.name());
        ErrorCode code = planned == null ? null : planned.poll();
        if (code == ErrorCode.INTERNAL) {
            throw new IOException("something of this machine: " + directory);
        }
        if (code != null) {
            Duration wait = code == ErrorCode.SOURCE_RATE_LIMITED ? Duration.ZERO : null;
            throw new MediaException(code, "It did not work: " + code, wait);
        }
        if (input instanceof ListRequest request) {
            // The real one: whatever it is given is a page of the test's own.
            ListFound found =
                    new ListTask(MediaConfig.fromEnvironment(System.getenv())).run(request, directory, progress);
            return new TaskRun<>(type.output().cast(found), 0.01, 0.02);
        }
        return new TaskRun<>(type.output().cast(make(input, type, directory, progress)), 0.01, 0.02);
    }

    private Object make(Object input, TaskType<?, ?> type, Path directory, Progress progress)
            throws MediaException, IOException {
        if (input instanceof FetchRequest request) {
            site.asked(request.url());
            return fetch(request, directory, progress);
        } else if (input instanceof CommentsRequest request) {
            return comments(request, directory);
        } else if (type.equals(TaskType.LISTEN)) {
            Files.write(directory.resolve("audio.flac"), new byte[100]);
            return plan();
        } else if (input instanceof TranscribeRequest request) {
            return transcribe(request, progress);
        } else if (type.equals(TaskType.WATCH)) {
            return watch(directory);
        } else if (input instanceof AnalyzeRequest request) {
            return analyze(request);
        } else if (input instanceof SlidesRequest request) {
            return slides(request, directory, progress);
        } else if (input instanceof RenderRequest request) {
            return render(request, directory);
        } else if (input instanceof ConvertRequest request) {
            String file = request.format().equals(ConvertRequest.MP3) ? "audio.mp3" : "video.mp4";
            Files.copy(Path.of(request.file()), directory.resolve(file));
            return new Converted(file, request.source().duration(), false, false);
        }
        throw new IllegalArgumentException(type.name());
    }

    private Source fetch(FetchRequest request, Path directory, Progress progress) throws IOException {
        byte[] media = request.localFile() == null
                ? request.url().getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(Path.of(request.localFile()));
        if (!request.metadataOnly()) {
            Files.write(directory.resolve("media.mp4"), media);
            progress.report(Stage.DOWNLOADING, 1, "All there", Counters.bytes(media.length, (long) media.length));
        }
        progress.report(Stage.EXTRACTING_METADATA, 0.5, "Reads", null);
        Source source = new Source(
                request.url(),
                request.metadataOnly() ? null : "media.mp4",
                "mp4",
                request.metadataOnly() ? 0 : media.length,
                null,
                900,
                0,
                blind || request.soundOnly() ? null : new Source.Picture(0, "h264", 1280, 720, 25, 0),
                silent ? null : new Source.Sound(1, "aac", 2, 48000, null),
                metadata(request.url().contains("/watch") ? "youtube" : "http"),
                List.of("The sound is quiet"));
        if (captions.isEmpty()) {
            return source;
        }
        Files.writeString(directory.resolve("captions.en.vtt"), captions);
        return source.withCaptions(
                List.of(new Source.Captions("en", Source.Captions.MANUAL, "captions.en.vtt")), List.of());
    }

    private static CommentsFound comments(CommentsRequest request, Path directory) throws IOException {
        List<Comments.Comment> all = IntStream.range(0, Math.min(COMMENTS, request.most()))
                .mapToObj(SmallTasks::comment)
                .toList();
        Comments comments = new Comments(Comments.VERSION, Instant.EPOCH, true, all);
        Files.write(directory.resolve(CommentsTask.FILE), Json.bytes(comments));
        return new CommentsFound(all.size(), true, List.of());
    }

    /** The last one replies to the first. */
    private static Comments.Comment comment(int index) {
        return new Comments.Comment(
                "comment" + index,
                index == COMMENTS - 1 ? "comment0" : null,
                "@somebody",
                null,
                null,
                false,
                false,
                "Comment " + index,
                null,
                index == 0,
                false,
                Instant.EPOCH);
    }

    private static Source.Metadata metadata(String extractor) {
        return new Source.Metadata(
                "A talk",
                null,
                "Somebody",
                null,
                "2026-01-02",
                "en",
                3L,
                null,
                null,
                List.of("one", "two"),
                List.of(),
                extractor,
                Map.of(),
                "Anna",
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                3L,
                List.of("Education"),
                0,
                "not_live",
                "public",
                null,
                null,
                List.of(new Source.Heat(0, 450, 0.5), new Source.Heat(450, 900, 1)),
                null);
    }

    private static ListenPlan plan() {
        return new ListenPlan(
                0,
                900,
                "en",
                0.9,
                "base",
                IntStream.range(0, SPANS).mapToObj(SmallTasks::span).toList());
    }

    private static ListenPlan.Span span(int index) {
        double start = 300.0 * index;
        var speech = List.of(new ListenPlan.Speech(start, start + 2));
        return new ListenPlan.Span(index, List.of(new ListenPlan.Chunk(start, start + 28, speech)));
    }

    private static SpanTranscript transcribe(TranscribeRequest request, Progress progress) {
        progress.report(Stage.TRANSCRIBING, 1, "One chunk", Counters.chunks(1L, null));
        double start = request.span().chunks().get(0).start();
        String last = "world" + request.span().index() + ".";
        List<Voice> voices = List.of(new Voice(new float[] {1, 0}, 5, List.of(new Stretch(start, start + 2))));
        return new SpanTranscript(
                request.span().index(),
                List.of(new Word(start, start + 1, "Hello", 0.9), new Word(start + 1, start + 2, last, 0.9)),
                request.diarize() ? voices : null);
    }

    private static Picture watch(Path directory) throws IOException {
        Files.write(directory.resolve("1.png"), new byte[] {1});
        Files.write(directory.resolve("2.png"), new byte[] {2});
        return new Picture(
                1280,
                720,
                900,
                List.of(new Picture.Shot(0, 900)),
                List.of(new Picture.Still(1, 0, 400, "1.png"), new Picture.Still(2, 400, 900, "2.png")),
                List.of());
    }

    private Analyzed analyze(AnalyzeRequest request) {
        Picture picture = request.picture();
        List<SlideDeck.Slide> slides = picture == null
                ? List.of()
                : picture.stills().stream()
                        .map(still -> new SlideDeck.Slide(
                                still.index(), still.start(), still.end(), null, still.image(), null, "said", null))
                        .toList();
        List<ClipPlan.Planned> clips = !request.clips() || request.transcript() == null
                ? List.of()
                : IntStream.range(0, CLIPS).mapToObj(SmallTasks::planned).toList();
        Analysis analysis = new Analysis(
                "en",
                "A talk about the world.",
                List.of(),
                List.of("world"),
                null,
                List.of(),
                List.of(),
                List.of(new Chapter(0, 900, "All of it")),
                List.of(),
                endpoint);
        return new Analyzed(analysis, new SlideDeck(slides), new ClipPlan(clips), PASSAGES);
    }

    private static ReadSlides slides(SlidesRequest request, Path directory, Progress progress) throws IOException {
        for (String file : request.files().values()) {
            assertThat(Path.of(file)).isNotEmptyFile();
        }
        Files.writeString(directory.resolve("slides.pdf"), "%PDF");
        long count = request.deck().slides().size();
        progress.report(Stage.ANALYZING, 1, "All read", Counters.slides(count, count));
        List<SlideDeck.Slide> read = request.deck().slides().stream()
                .map(slide -> new SlideDeck.Slide(
                        slide.index(),
                        slide.startTime(),
                        slide.endTime(),
                        "Slide " + slide.index(),
                        slide.image(),
                        "written",
                        slide.transcript(),
                        slide.sameAs()))
                .toList();
        return new ReadSlides(new SlideDeck(read), List.of());
    }

    private static ClipPlan.Planned planned(int index) {
        double start = 300.0 * index;
        return new ClipPlan.Planned(
                "clip" + index,
                start,
                start + 30,
                1 - 0.1 * index,
                "Clip " + index,
                null,
                null,
                List.of("tag"),
                List.of("#tag"),
                "Hello",
                List.of());
    }

    private static Clip render(RenderRequest request, Path directory) throws IOException {
        ClipPlan.Planned planned = request.clip();
        String id = planned.clipId();
        for (String ending : List.of("mp4", "jpg", "vtt", "srt", "ass")) {
            Files.writeString(directory.resolve(id + "." + ending), id + ending);
        }
        return new Clip(
                id,
                planned.title(),
                null,
                planned.start(),
                planned.end(),
                planned.end() - planned.start(),
                request.segments().get(0).text(),
                planned.score(),
                planned.tags(),
                planned.hashtags(),
                null,
                1080,
                1920,
                null,
                List.of(),
                new Clip.Files(id + ".mp4", id + ".jpg", id + ".vtt", id + ".srt", id + ".ass"));
    }
}
