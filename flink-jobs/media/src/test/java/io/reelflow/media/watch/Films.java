package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** Short films made for a test, and what is known of them. */
public final class Films {
    public static final MediaConfig CONFIG = MediaConfig.fromEnvironment(System.getenv());

    /** The development corpus: beside the repository, or where {@code REELFLOW_CORPUS} says; it need not exist. */
    public static final Path CORPUS = corpus();

    private Films() {}

    /** Runs ffmpeg with these arguments and the file after them. */
    public static Path make(Path file, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(ToolSetup.ensure(CONFIG, line -> {}).ffmpeg("-v", "error"));
        command.addAll(List.of(arguments));
        command.add(file.toString());
        Child.Exit exit = Child.of(command).run();
        if (!exit.ok()) {
            throw new IOException(exit.errorTail());
        }
        return file;
    }

    /** Pictures of plain colours and lines, each so many seconds, joined: slides that are easily told apart. */
    public static Path slides(Path file, int seconds, String... colours) throws IOException, InterruptedException {
        StringBuilder graph = new StringBuilder();
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < colours.length; i++) {
            arguments.addAll(List.of("-f", "lavfi", "-i", "color=" + colours[i] + ":s=320x180:r=25:d=" + seconds));
            int box = 20 + 30 * i;
            graph.append("[" + i + "]drawgrid=w=" + box + ":h=" + box + ":t=3:c=white[s" + i + "];");
        }
        for (int i = 0; i < colours.length; i++) {
            graph.append("[s" + i + "]");
        }
        arguments.addAll(List.of("-filter_complex", graph + "concat=n=" + colours.length, "-pix_fmt", "yuv420p"));
        return make(file, arguments.toArray(String[]::new));
    }

    /** A source with a picture and, where there is one, a sound stream of the given index. */
    public static Source source(Path file, @Nullable Integer sound) throws MediaException, IOException {
        try (Container container = Container.open(file)) {
            return new Source(
                    "file",
                    file.getFileName().toString(),
                    null,
                    Files.size(file),
                    null,
                    container.duration(),
                    0,
                    picture(container.picture(-1)),
                    sound == null ? null : new Source.Sound(sound, "aac", 1, 48000, null),
                    new Source.Metadata(
                            null, null, null, null, null, null, null, null, null, List.of(), List.of(), "http",
                            Map.of()),
                    List.of());
        }
    }

    private static Source.Picture picture(AVStream stream) {
        AVCodecParameters codec = stream.codecpar();
        int num = codec.sample_aspect_ratio().num();
        int den = codec.sample_aspect_ratio().den();
        int width = num > 0 && den > 0 ? Math.round((float) codec.width() * num / den) : codec.width();
        int rotation = rotation(codec);
        boolean sideways = rotation % 180 != 0;
        int rateDen = stream.avg_frame_rate().den();
        return new Source.Picture(
                stream.index(),
                "h264",
                sideways ? codec.height() : width,
                sideways ? width : codec.height(),
                rateDen == 0 ? 25 : (double) stream.avg_frame_rate().num() / rateDen,
                rotation);
    }

    private static int rotation(AVCodecParameters codec) {
        AVPacketSideData matrix =
                av_packet_side_data_get(codec.coded_side_data(), codec.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull()) {
            return 0;
        }
        return Math.floorMod(Math.round(-av_display_rotation_get(new IntPointer(matrix.data()))), 360);
    }

    private static Path corpus() {
        String given = System.getenv("REELFLOW_CORPUS");
        return given == null ? Path.of("..", "..", "..", "shared", "corpus") : Path.of(given);
    }
}
