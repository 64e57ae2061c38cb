package io.reelflow.media;

import io.reelflow.media.analyze.AnalyzeRequest;
import io.reelflow.media.analyze.Analyzed;
import io.reelflow.media.captions.CaptionTranscript;
import io.reelflow.media.fetch.FetchRequest;
import io.reelflow.media.listen.ListenPlan;
import io.reelflow.media.listen.ListenRequest;
import io.reelflow.media.listen.ListenTask;
import io.reelflow.media.listen.SpanTranscript;
import io.reelflow.media.listen.TranscribeRequest;
import io.reelflow.media.listen.TranscriptAssembly;
import io.reelflow.media.listen.TranscriptFiles;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.media.slides.ReadSlides;
import io.reelflow.media.slides.SlidesRequest;
import io.reelflow.media.watch.WatchRequest;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tasks of a job one after the other, for command lines. Each leaves a folder of its own in {@code out}. */
public final class Steps {
    private final TaskRunner runner;
    private final JobOptions options;
    private final Path out;
    private final List<String> allowedHosts;
    private final Progress progress;

    /** @param out gets a folder for each task; they must not be there yet */
    public Steps(TaskRunner runner, JobOptions options, Path out, List<String> allowedHosts, Progress progress) {
        this.runner = runner;
        this.options = options;
        this.out = out;
        this.allowedHosts = allowedHosts;
        this.progress = progress;
    }

    /** @param given an http(s) address, or a file */
    public Source fetch(String given, boolean soundOnly, boolean metadataOnly)
            throws MediaException, IOException, InterruptedException {
        boolean web = given.startsWith("http://") || given.startsWith("https://");
        if (!web && !Files.isRegularFile(Path.of(given))) {
            throw new IllegalArgumentException("'" + given + "' is neither an http(s) address nor a file");
        }
        FetchRequest request = new FetchRequest(
                web ? given : "upload:local/" + Path.of(given).getFileName(),
                web ? SourceKind.WEB : SourceKind.UPLOAD,
                web ? null : given,
                soundOnly,
                metadataOnly,
                Long.MAX_VALUE,
                Double.MAX_VALUE,
                allowedHosts,
                metadataOnly ? null : options.language());
        Path folder = folder("source");
        Source source = runner.run(TaskType.FETCH, request, folder, progress);
        Files.write(folder.resolve("source.json"), Json.bytes(source));
        return source;
    }

    /** Null where the source has neither captions nor sound. */
    public @Nullable Transcript transcribe(Source source) throws MediaException, IOException, InterruptedException {
        Source.Captions captions = options.forceWhisper() ? null : CaptionTranscript.choose(source, options.language());
        if (captions != null) {
            Transcript transcript = CaptionTranscript.read(
                    source, captions, out.resolve("source").resolve(captions.file()));
            if (!options.diarize() || transcript.namesSpeakers()) {
                TranscriptFiles.write(transcript, folder("transcript"));
                return transcript;
            }
        }
        if (source.sound() == null) {
            return null;
        }
        Path audio = folder("audio");
        ListenPlan plan = runner.run(
                TaskType.LISTEN,
                new ListenRequest(file(source), source, options.language(), options.whisperModel()),
                audio,
                progress);
        List<SpanTranscript> spans = new ArrayList<>();
        for (ListenPlan.Span span : plan.spans()) {
            TranscribeRequest request = new TranscribeRequest(
                    audio.resolve(ListenTask.AUDIO).toString(),
                    plan.offset(),
                    plan.language(),
                    plan.model(),
                    span,
                    options.diarize());
            spans.add(runner.run(
                    TaskType.TRANSCRIBE, request, folder("spans/" + span.index()), part(spans.size(), plan.spans())));
        }
        Transcript transcript = TranscriptAssembly.assemble(plan, spans);
        TranscriptFiles.write(transcript, folder("transcript"));
        return transcript;
    }

    /** Null where the source has no picture. */
    @Nullable
    public Picture watch(Source source, boolean slides) throws MediaException, IOException, InterruptedException {
        if (source.picture() == null) {
            return null;
        }
        WatchRequest request =
                new WatchRequest(file(source), source, slides, options.slides().minSeconds());
        Path folder = folder("picture");
        Picture picture = runner.run(TaskType.WATCH, request, folder, progress);
        Files.write(folder.resolve("picture.json"), Json.bytes(picture));
        return picture;
    }

    public Analyzed analyze(Source source, @Nullable Transcript transcript, @Nullable Picture picture, boolean clips)
            throws MediaException, IOException, InterruptedException {
        String id = "local-" + ObjectKeys.fingerprint(source.url(), source.sha256());
        Path folder = folder("analysis");
        Analyzed analyzed = runner.run(
                TaskType.ANALYZE,
                new AnalyzeRequest(id, source, transcript, picture, options, clips),
                folder,
                progress);
        ReadSlides read = read(source, transcript, analyzed.slides(), folder);
        Analysis analysis = analyzed.analysis().withNotes(read.notes());
        Files.write(folder.resolve("slides.json"), Json.bytes(read.deck()));
        Files.write(folder.resolve("clips.json"), Json.bytes(analyzed.clips()));
        Files.write(folder.resolve("passages.json"), Json.bytes(analyzed.passages()));
        Files.write(folder.resolve("analysis.json"), Json.bytes(analysis));
        return new Analyzed(analysis, read.deck(), analyzed.clips(), analyzed.passages());
    }

    private ReadSlides read(Source source, @Nullable Transcript transcript, SlideDeck deck, Path folder)
            throws MediaException, IOException, InterruptedException {
        if (deck.slides().isEmpty()) {
            return new ReadSlides(deck, List.of());
        }
        Map<String, String> files = new HashMap<>();
        for (SlideDeck.Slide slide : deck.slides()) {
            files.put(
                    slide.image(), out.resolve("picture").resolve(slide.image()).toString());
        }
        return runner.run(
                TaskType.SLIDES, SlidesRequest.of(deck, files, options, transcript, source), folder, progress);
    }

    List<Clip> render(Source source, @Nullable Transcript transcript, @Nullable Picture picture, ClipPlan plan)
            throws MediaException, IOException, InterruptedException {
        List<Clip> clips = new ArrayList<>();
        for (ClipPlan.Planned planned : plan.clips()) {
            List<Segment> segments = transcript == null
                    ? List.of()
                    : transcript.segments().stream()
                            .filter(segment -> segment.end() > planned.start() && segment.start() < planned.end())
                            .toList();
            RenderRequest request = new RenderRequest(file(source), source, planned, picture, segments, options);
            clips.add(runner.run(
                    TaskType.RENDER, request, folder("clips/" + planned.clipId()), part(clips.size(), plan.clips())));
        }
        return clips;
    }

    private Progress part(int index, List<?> parts) {
        return (stage, fraction, message, counters) ->
                progress.report(stage, (index + fraction) / parts.size(), message, counters);
    }

    private String file(Source source) {
        return out.resolve("source")
                .resolve(Objects.requireNonNull(source.file(), "the source's file"))
                .toString();
    }

    private Path folder(String name) throws IOException {
        Path folder = out.resolve(name);
        if (Files.exists(folder)) {
            throw new IllegalArgumentException("'" + folder + "' is there already: name another folder with --out");
        }
        return Files.createDirectories(folder);
    }
}
