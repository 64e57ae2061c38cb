package io.reelflow.media.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Slides drawn for a test, and films of them. */
public final class Deck {
    /** Pictures a second of the films. */
    private static final int RATE = 10;

    private final Path folder;
    private final String font;
    private final int width;
    private final int height;
    private int drawn;

    /** @param folder for what is drawn */
    public Deck(Path folder, int width, int height) throws IOException {
        this.folder = folder;
        this.width = width;
        this.height = height;
        Path file = folder.resolve("font.ttf");
        try (InputStream in = Deck.class.getResourceAsStream("/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf")) {
            if (in == null) {
                throw new IOException("the font is not on the class path");
            }
            Files.copy(in, file);
        }
        this.font = file.toString();
    }

    /** A slide, and how many seconds it is shown. */
    public record Shown(Path slide, double seconds) {}

    /** Dark letters on white: a title and lines below it. */
    public Path slide(String title, String... lines) throws IOException, InterruptedException {
        return coloured("white", "black", title, lines);
    }

    public Path coloured(String ground, String ink, String title, String... lines)
            throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        texts.add(text(title, ink, height / 11, height / 14));
        for (int i = 0; i < lines.length; i++) {
            texts.add(text(lines[i], ink, height / 18, height / 4 + i * height / 11));
        }
        return Films.make(
                folder.resolve("slide" + ++drawn + ".png"),
                "-f",
                "lavfi",
                "-i",
                "color=%s:s=%dx%d".formatted(ground, width, height),
                "-vf",
                String.join(",", texts),
                "-frames:v",
                "1");
    }

    private String text(String text, String ink, int size, int y) throws IOException {
        Path file = Files.writeString(folder.resolve("text" + ++drawn + ".txt"), text);
        return "drawtext=fontfile=%s:textfile=%s:fontsize=%d:fontcolor=%s:x=%d:y=%d"
                .formatted(font, file, size, ink, width / 20, y);
    }

    /** The slides one after the other, hard cut. */
    public Path film(List<Shown> slides, String... overlays) throws IOException, InterruptedException {
        return film(slides, 0, overlays);
    }

    /**
     * @param fade seconds that each slide but the last fades into the next after its time
     * @param effects filter graphs; each reads [in] and writes [out], and may have sources of its own
     */
    public Path film(List<Shown> slides, double fade, String... effects) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        StringBuilder graph = new StringBuilder();
        for (int i = 0; i < slides.size(); i++) {
            boolean last = i == slides.size() - 1;
            double seconds = slides.get(i).seconds() + (last ? 0 : fade);
            arguments.addAll(List.of("-loop", "1", "-framerate", Integer.toString(RATE), "-t", number(seconds)));
            arguments.addAll(List.of("-i", slides.get(i).slide().toString()));
            graph.append("[%d]fps=%d,format=yuv420p,settb=AVTB[s%d];".formatted(i, RATE, i));
        }
        join(graph, slides, fade);
        String from = "joined";
        for (int i = 0; i < effects.length; i++) {
            graph.append(effects[i].replace("[in]", "[" + from + "]").replace("[out]", "[e" + i + "]"))
                    .append(';');
            from = "e" + i;
        }
        graph.append("[" + from + "]format=yuv420p[film]");
        arguments.addAll(List.of("-filter_complex", graph.toString(), "-map", "[film]"));
        arguments.addAll(List.of("-preset", "veryfast", "-r", Integer.toString(RATE)));
        return Films.make(folder.resolve("film" + ++drawn + ".mp4"), arguments.toArray(String[]::new));
    }

    private static void join(StringBuilder graph, List<Shown> slides, double fade) {
        if (fade == 0) {
            for (int i = 0; i < slides.size(); i++) {
                graph.append("[s" + i + "]");
            }
            graph.append("concat=n=" + slides.size() + "[joined];");
            return;
        }
        double time = 0;
        String from = "s0";
        for (int i = 1; i < slides.size(); i++) {
            time += slides.get(i - 1).seconds();
            String to = i == slides.size() - 1 ? "joined" : "x" + i;
            graph.append(
                    "[%s][s%d]xfade=duration=%s:offset=%s[%s];".formatted(from, i, number(fade), number(time), to));
            from = to;
        }
    }

    private static String number(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
