package io.reelflow.bench.listen;

import io.reelflow.bench.listen.Recogniser.Run;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Recognisers on the same files, each warm, by turns. */
final class Comparison {
    private final Tools tools;
    private final List<Recogniser> recognisers;
    private final int times;
    private final PrintWriter out;

    Comparison(Tools tools, List<Recogniser> recognisers, int times, PrintWriter out) {
        this.tools = tools;
        this.recognisers = recognisers;
        this.times = times;
        this.out = out;
    }

    /** Of each file: what each recogniser made of it, in their order. */
    List<Measured> run(List<Truth.Spoken> files) throws InterruptedException {
        Map<Truth.Spoken, Onsets> sounds = new HashMap<>();
        for (Truth.Spoken file : files) {
            sounds.put(file, onsets(file.file()));
        }
        Comparator<Truth.Spoken> byLength =
                Comparator.comparingDouble(file -> sound(sounds, file).seconds());
        warmUp(files.stream().min(byLength).orElseThrow().file());
        List<Measured> all = new ArrayList<>();
        for (Truth.Spoken file : files) {
            all.addAll(measure(file, sound(sounds, file)));
        }
        return all;
    }

    private static Onsets sound(Map<Truth.Spoken, Onsets> sounds, Truth.Spoken file) {
        return Objects.requireNonNull(sounds.get(file));
    }

    /** What can not be read as sound has no onsets; the recognisers say why. */
    private Onsets onsets(Path file) throws InterruptedException {
        Onsets[] onsets = {Onsets.NONE};
        List<String> command = new ArrayList<>(tools.ffmpeg("-loglevel", "error", "-i", file.toString()));
        // The first sample is the file's first moment, where the sound begins later too.
        command.addAll(List.of("-map", "0:a:0", "-af", "aresample=async=1:first_pts=0", "-ac", "1"));
        command.addAll(List.of("-ar", Integer.toString(Onsets.RATE), "-f", "s16le", "-"));
        try {
            Child.Exit exit =
                    Child.of(command).bytes(in -> onsets[0] = Onsets.of(in)).run();
            if (!exit.ok()) {
                say(file.getFileName() + ": " + exit.errorTail());
            }
        } catch (IOException e) {
            say(file.getFileName() + ": " + e.getMessage());
        }
        return onsets[0];
    }

    private void warmUp(Path shortest) throws InterruptedException {
        for (Recogniser each : recognisers) {
            try {
                each.listen(shortest, true);
            } catch (IOException e) {
                say(each.name() + ": " + e.getMessage()); // it is asked for this file again, and measured
            }
        }
    }

    private List<Measured> measure(Truth.Spoken file, Onsets onsets) throws InterruptedException {
        List<Measured> measured = recognisers.stream()
                .map(each -> new Measured(each.name(), file, onsets.seconds()))
                .toList();
        boolean timed = !file.truth().timed().isEmpty();
        for (int round = timed ? 0 : 1; round <= times; round++) {
            say(file.file().getFileName() + ", " + (round == 0 ? "starts of words" : round + " of " + times));
            for (int i = 0; i < measured.size(); i++) {
                int turn = (round + i) % measured.size();
                listen(recognisers.get(turn), measured.get(turn), round == 0 ? onsets : null);
            }
        }
        return measured;
    }

    /** @param onsets given for a run that is not timed, for the starts of words */
    private static void listen(Recogniser recogniser, Measured measured, @Nullable Onsets onsets)
            throws InterruptedException {
        if (measured.failure() != null) {
            return;
        }
        try {
            Run run = recogniser.listen(measured.path(), onsets != null);
            if (onsets == null) {
                measured.run(run);
            } else {
                measured.starts(run.heard(), onsets);
            }
        } catch (IOException e) {
            measured.failed(String.valueOf(e.getMessage()));
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
