package io.reelflow.media.listen;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Subtitles;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a transcript as files: for reading, for players, and {@code transcript.json} last. */
public final class TranscriptFiles {
    /** The mark that all of them are there. */
    public static final String JSON = "transcript.json";

    private TranscriptFiles() {}

    /** {@code transcript.txt}, {@code .vtt}, {@code .srt} and {@code .json}; each appears whole. */
    public static void write(Transcript transcript, Path directory) throws IOException {
        Captions captions = new Captions(CueLayout.SUBTITLES);
        write(directory.resolve("transcript.txt"), Paragraphs.of(transcript.segments()));
        write(directory.resolve("transcript.vtt"), Subtitles.vtt(captions.cues(transcript.segments())));
        write(directory.resolve("transcript.srt"), Subtitles.srt(captions.cues(NamedTurns.of(transcript.segments()))));
        write(directory.resolve(JSON), Json.text(transcript));
    }

    private static void write(Path file, String content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.write(unfinished, content.getBytes(StandardCharsets.UTF_8));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
