package io.reelflow.bench.sheets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Films of which everything is known, made of the sample talk's portrait and of what ffmpeg draws. */
final class SampleFilms {
    /** Of a film of faces, seconds. */
    static final double SECONDS = 12;

    /** When the slides of the deck change; the step of its build, at 15, is no change. */
    static final List<Double> DECK_CHANGES = List.of(6.0, 12.0, 19.0, 25.0);

    static final List<String> DECK_TITLES = List.of(
            "Why slides matter", "What moves in a picture", "A list that grows", "Numbers", "Why slides matter");

    /** When shots change in the film of changes: a cut, a fade through black, a dissolve. */
    static final List<Double> CHANGES = List.of(4.0, 7.5, 10.4);

    private static final String FACE = "face.png";
    /** Half of the cross-fade lies before a change. */
    private static final double HALF_FADE = 0.25;

    private final Ffmpeg ffmpeg;

    SampleFilms(Ffmpeg ffmpeg, Path talk) throws IOException, InterruptedException {
        this.ffmpeg = ffmpeg;
        ffmpeg.run(words("-ss 33 -i", talk.toString(), "-frames:v 1 -vf crop=300:300:930:370 " + FACE));
    }

    /** A face that walks. */
    Path walk() throws IOException, InterruptedException {
        ffmpeg.run(words("-f lavfi -i color=0x405060:s=1280x720:r=25:d=12 -i " + FACE
                + " -filter_complex overlay=x='490+430*sin(0.55*t)':y='200+60*sin(t)' -pix_fmt yuv420p walk.mp4"));
        return ffmpeg.folder().resolve("walk.mp4");
    }

    /** The middle of that face. */
    static double walkerAt(double second) {
        return 490 + 430 * Math.sin(0.55 * second) + 150;
    }

    /** Two who speak in turns: the left one for six seconds, then the right one. */
    Path two() throws IOException, InterruptedException {
        String still = " -loop 1 -framerate 25 -t 12 -i " + FACE;
        ffmpeg.run(words("-f lavfi -i color=0x405060:s=1280x720:r=25:d=12" + still + still + " -filter_complex "
                + mouth(1, "a", 0, 6) + mouth(2, "b", 6, 12)
                + "[0][a]overlay=100:200[l];[l][b]overlay=880:200 -pix_fmt yuv420p two.mp4"));
        return ffmpeg.folder().resolve("two.mp4");
    }

    private static String mouth(int input, String name, int from, int to) {
        return String.format(
                Locale.ROOT,
                "[%1$d]split[%2$s0][%2$s1];[%2$s1]crop=70:40:110:128[%2$s2];"
                        + "[%2$s0][%2$s2]overlay=x=110:y='128+4*sin(26*t)*between(t,%3$d,%4$d)'[%2$s];",
                input,
                name,
                from,
                to);
    }

    /** A hard cut, a fade through black and a dissolve. */
    Path changes() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (String part : List.of("testsrc", "smptehdbars", "mandelbrot", "testsrc2")) {
            command.addAll(words("-f lavfi -t 4 -i " + part + "=s=640x360:r=25"));
        }
        String alike = String.join(
                ";",
                IntStream.range(0, 4)
                        .mapToObj(i -> "[" + i + "]format=yuv420p,fps=25[p" + i + "]")
                        .toList());
        command.addAll(words("-filter_complex " + alike
                + ";[p0][p1]concat,fps=25[x];[x][p2]xfade=fadeblack:duration=1:offset=7[y];"
                + "[y][p3]xfade=fade:duration=0.8:offset=10 -pix_fmt yuv420p changes.mp4"));
        ffmpeg.run(command);
        return ffmpeg.folder().resolve("changes.mp4");
    }

    /** Slides that fade into each other under noise, with a pointer and a presenter's inset that move. */
    Path deck() throws IOException, InterruptedException {
        slide("s0", 0, "people look at them", "people listen to you", "few can do both");
        slide("s1", 1, "a pointer", "a presenter", "the noise of a camera");
        slide("s2", 2, "one step");
        slide("s3", 2, "one step", "and another");
        slide("s4", 3, "42 of 100 agree", "17 do not", "41 were not asked");
        List<String> command = new ArrayList<>();
        for (String each : List.of("s0", "s1", "s2", "s3", "s4", "s0")) {
            command.addAll(words("-loop 1 -framerate 25 -t 7 -i " + each + ".png"));
        }
        command.addAll(words("-loop 1 -framerate 25 -i " + FACE + " -f lavfi -i color=red:s=14x14:r=25"));
        var graph = new StringBuilder("[0]null[x0];");
        double[] changes = {6, 12, 15, 19, 25};
        for (int i = 0; i < changes.length; i++) {
            graph.append(String.format(
                    Locale.ROOT,
                    "[x%d][%d]xfade=fade:duration=0.5:offset=%.2f[x%d];",
                    i,
                    i + 1,
                    changes[i] - HALF_FADE,
                    i + 1));
        }
        graph.append("[6]scale=220:220[face];[x5][face]overlay=x='1040+4*sin(3*t)':y='480+3*sin(5*t)'[with];")
                .append("[with][7]overlay=x='500+200*sin(1.3*t)':y='380+90*sin(2.1*t)',noise=alls=6:allf=t");
        command.addAll(words("-filter_complex"));
        command.add(graph.toString());
        command.addAll(words("-t 31 -pix_fmt yuv420p -preset veryfast deck.mp4"));
        ffmpeg.run(command);
        return ffmpeg.folder().resolve("deck.mp4");
    }

    private void slide(String name, int title, String... points) throws IOException, InterruptedException {
        Files.writeString(ffmpeg.folder().resolve("title.txt"), DECK_TITLES.get(title));
        Files.writeString(ffmpeg.folder().resolve("points.txt"), "•  " + String.join("\n•  ", points));
        String text = "drawtext=fontfile=" + Lettering.FONT + ":textfile=";
        ffmpeg.run(words("-f lavfi -i color=0xF7F5F0:s=1280x720 -frames:v 1 -vf "
                + "drawbox=0:0:1280:150:0x12355B:fill," + text + "title.txt:fontsize=58:fontcolor=white:x=70:y=46,"
                + text + "points.txt:fontsize=40:fontcolor=0x22303C:x=70:y=250:line_spacing=26 " + name + ".png"));
    }

    /** Arguments that hold no space. */
    private static List<String> words(String... parts) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            words.addAll(parts.length == 1 || i != 1 ? List.of(parts[i].split(" ")) : List.of(parts[i]));
        }
        return words;
    }
}
