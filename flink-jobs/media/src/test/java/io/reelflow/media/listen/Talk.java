package io.reelflow.media.listen;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.fetch.FetchRequest;
import io.reelflow.media.fetch.FetchTask;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Media with one real sentence in it, made here by ffmpeg, and the way from a file to a transcript. */
final class Talk {
    static final MediaConfig CONFIG = MediaConfig.fromEnvironment(System.getenv());
    static final String SENTENCE = "and mister john dashwood had then leisure to consider how much there might be "
            + "prudently in his power to do for them";
    static final double SENTENCE_SECONDS = 7.1;

    private Talk() {}

    /** Runs ffmpeg with the sentence as its first input. */
    static Path make(Path file, String... arguments) throws IOException, InterruptedException {
        Path sentence = file.resolveSibling("sense.opus");
        try (InputStream in = Talk.class.getResourceAsStream("sense.opus")) {
            if (in == null) {
                throw new FileNotFoundException("sense.opus");
            }
            if (!Files.exists(sentence)) {
                Files.copy(in, sentence);
            }
        }
        List<String> command = ToolSetup.ensure(CONFIG, line -> {}).ffmpeg("-loglevel", "error", "-i");
        command.add(sentence.toString());
        command.addAll(List.of(arguments));
        command.add(file.toString());
        Child.Exit exit = Child.of(command).run();
        if (!exit.ok()) {
            throw new IOException(exit.errorTail());
        }
        return file;
    }

    /** @param start of the source's first stream, seconds */
    static ListenRequest request(Path file, int stream, double start, String language, String model) {
        Source.Metadata metadata = new Source.Metadata(
                null, null, null, null, null, null, null, null, null, List.of(), List.of(), "http", Map.of());
        Source source = new Source(
                "https://example.org/talk",
                file.getFileName().toString(),
                null,
                0,
                null,
                0,
                start,
                null,
                new Source.Sound(stream, "any", 1, 16_000, null),
                metadata,
                List.of());
        return new ListenRequest(file.toString(), source, language, model);
    }

    /** The file as a fetch stores it below {@code directory}, and what is known about it. */
    static ListenRequest fetched(Path file, Path directory, String language, String model)
            throws MediaException, IOException, InterruptedException {
        return fetched("upload:test/" + file.getFileName(), file, List.of(), directory, language, model);
    }

    /** @param file null for a web address */
    static ListenRequest fetched(
            String url, @Nullable Path file, List<String> allowedHosts, Path directory, String language, String model)
            throws MediaException, IOException, InterruptedException {
        FetchRequest request = new FetchRequest(
                url,
                file == null ? SourceKind.WEB : SourceKind.UPLOAD,
                file == null ? null : file.toString(),
                false,
                false,
                Long.MAX_VALUE,
                Double.MAX_VALUE,
                allowedHosts);
        Source source = new FetchTask(CONFIG).run(request, Files.createDirectories(directory), Progress.NONE);
        Path media = directory.resolve(Objects.requireNonNull(source.file(), "the source's file"));
        return new ListenRequest(media.toString(), source, language, model);
    }

    static ListenPlan listen(ListenRequest request, Path directory)
            throws MediaException, IOException, InterruptedException {
        return new ListenTask(CONFIG).run(request, directory, Progress.NONE);
    }

    static Transcript transcribe(ListenPlan plan, Path directory)
            throws MediaException, IOException, InterruptedException {
        return transcribe(plan, directory, false);
    }

    static Transcript transcribe(ListenPlan plan, Path directory, boolean diarize)
            throws MediaException, IOException, InterruptedException {
        TranscribeTask task = new TranscribeTask(CONFIG);
        List<SpanTranscript> spans = new ArrayList<>();
        for (ListenPlan.Span span : plan.spans()) {
            spans.add(task.run(requestFor(plan, span, directory, diarize), directory, Progress.NONE));
        }
        return TranscriptAssembly.assemble(plan, spans);
    }

    static TranscribeRequest requestFor(ListenPlan plan, ListenPlan.Span span, Path directory) {
        return requestFor(plan, span, directory, false);
    }

    private static TranscribeRequest requestFor(
            ListenPlan plan, ListenPlan.Span span, Path directory, boolean diarize) {
        return new TranscribeRequest(
                directory.resolve(ListenTask.AUDIO).toString(),
                plan.offset(),
                plan.language(),
                plan.model(),
                span,
                diarize);
    }
}
