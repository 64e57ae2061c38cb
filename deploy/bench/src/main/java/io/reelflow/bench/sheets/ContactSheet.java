package io.reelflow.bench.sheets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pictures in rows, each with its label below, as one JPEG. */
final class ContactSheet {
    private static final int LINE = 20;
    private static final double LETTERS_A_PIXEL = 0.125;

    private final Ffmpeg ffmpeg;
    private final String name;
    private final int columns;
    private final int width;
    private final int height;
    private final int lines;
    private int count;

    /**
     * @param width of a picture
     * @param lines of a label
     */
    ContactSheet(Ffmpeg ffmpeg, String name, int columns, int width, int height, int lines) {
        this.ffmpeg = ffmpeg;
        this.name = name;
        this.columns = columns;
        this.width = width;
        this.height = height;
        this.lines = lines;
    }

    /** A frame drawn over, in its own pixels. */
    record Box(double x, double y, double width, double height, String colour) {}

    /** An image. */
    ContactSheet image(Path file, String... label) throws IOException, InterruptedException {
        return tile(List.of("-i", file.toString()), List.of(), label);
    }

    /** What a film shows at a second. */
    ContactSheet frame(Path film, double second, List<Box> boxes, String... label)
            throws IOException, InterruptedException {
        String at = String.format(Locale.ROOT, "%.3f", Math.max(0, second));
        return tile(List.of("-ss", at, "-i", film.toString()), boxes, label);
    }

    private ContactSheet tile(List<String> input, List<Box> boxes, String... label)
            throws IOException, InterruptedException {
        var filters = new StringBuilder();
        for (Box box : boxes) {
            filters.append(String.format(
                    Locale.ROOT, "drawbox=%.0f:%.0f:%.0f:%.0f:%s:4,", box.x, box.y, box.width, box.height, box.colour));
        }
        filters.append(String.format(
                Locale.ROOT,
                "scale=%d:%d:force_original_aspect_ratio=decrease:flags=area,pad=%d:%d:-1:0:0xECECEC",
                width,
                height,
                width,
                height + lines * LINE));
        for (int i = 0; i < Math.min(lines, label.length); i++) {
            String file = name + "-" + count + "-" + i + ".txt";
            Files.writeString(ffmpeg.folder().resolve(file), shortened(label[i]));
            filters.append(String.format(
                    Locale.ROOT,
                    ",drawtext=fontfile=%s:textfile=%s:expansion=none:fontsize=14:fontcolor=0x222222:x=2:y=%d",
                    Lettering.FONT,
                    file,
                    height + i * LINE + 4));
        }
        List<String> command = new ArrayList<>(input);
        command.addAll(List.of("-frames:v", "1", "-vf", filters.toString()));
        command.add(String.format(Locale.ROOT, "%s-%03d.png", name, count));
        ffmpeg.run(command);
        count++;
        return this;
    }

    private String shortened(String label) {
        int most = (int) (width * LETTERS_A_PIXEL);
        return label.length() <= most ? label : label.substring(0, most - 1) + "…";
    }

    /** Writes {@code NAME.jpg} into a folder. */
    void write(Path into) throws IOException, InterruptedException {
        int rows = (count + columns - 1) / columns;
        int across = Math.min(columns, count);
        ffmpeg.run(List.of(
                "-i",
                name + "-%03d.png",
                "-vf",
                "tile=" + across + "x" + rows + ":nb_frames=" + count + ":padding=10:margin=10:color=0xECECEC",
                "-frames:v",
                "1",
                "-q:v",
                "5",
                "-pix_fmt",
                "yuvj420p",
                into.resolve(name + ".jpg").toAbsolutePath().toString()));
    }
}
