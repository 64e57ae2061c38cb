package io.reelflow.media.fetch;

import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is known about a source. */
final class Descriptions {
    private Descriptions() {}

    /** All that a plain file says of itself before it is opened. */
    static Source.Metadata ofFile(String extractor, @Nullable String name, @Nullable String description) {
        return new Source.Metadata(
                name == null ? null : FileNames.title(name),
                description,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                extractor,
                Map.of());
    }

    static Source withoutMedia(String url, Got got) {
        double duration = Objects.requireNonNullElse(got.duration(), 0.0);
        return new Source(url, null, null, got.bytes(), null, duration, 0, null, null, got.metadata(), got.warnings());
    }

    static Source of(String url, Got got, MediaProbe probe, Path file) throws IOException, InterruptedException {
        Source source = new Source(
                url,
                file.getFileName().toString(),
                probe.container(),
                Files.size(file),
                sha256(file),
                probe.duration(),
                probe.start(),
                probe.picture(),
                probe.sound(),
                withFile(got.metadata(), probe),
                Stream.concat(got.warnings().stream(), probe.warnings().stream())
                        .toList());
        return source.withSounds(probe.sounds());
    }

    /** The publisher's word goes first; a plain file's own title beats its name. */
    private static Source.Metadata withFile(Source.Metadata known, MediaProbe probe) {
        boolean plain = known.extractor().equals("http") || known.extractor().equals("upload");
        String title = plain && probe.title() != null ? probe.title() : known.title();
        List<Chapter> chapters = known.chapters().isEmpty() ? probe.chapters() : known.chapters();
        return known.with(title, known.description() == null ? probe.description() : known.description(), chapters);
    }

    private static String sha256(Path file) throws IOException, InterruptedException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
