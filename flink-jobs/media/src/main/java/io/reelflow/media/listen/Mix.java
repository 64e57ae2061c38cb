package io.reelflow.media.listen;

import io.reelflow.schemas.result.Source;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the channels of a stream become one. All of them count, but for the one that carries no more than bass. */
enum Mix {
    /** Their sum. What is the same on both sides gains 3 dB over what is not; what is opposite is lost. */
    SUM,
    /**
     * Their sum after one side is turned by a quarter of a wave at every frequency: neither what is the same on both
     * sides nor what is opposite is lost. The way of surround encoders.
     */
    TURNED;

    /** More have no layout that a downmix could go by. */
    private static final int MOST_WITH_LAYOUT = 8;

    /** The sound begins where the source's first stream begins, and has no gaps. */
    private static final String RESAMPLE =
            "aresample=osr=" + SpeechEngine.SAMPLE_RATE + ":async=1:first_pts=0:osf=s16:ochl=";

    /** Channels of the samples: both sides where they may turn out to be opposite. */
    int channels(Source.Sound sound) {
        return this == SUM && sound.channels() > 1 ? 2 : 1;
    }

    /** A filter graph from the stream to {@code [file]}, one channel, and {@code [pipe]}, {@link #channels} of them. */
    String graph(Source.Sound sound) {
        String input = "[0:" + sound.stream() + "]";
        if (sound.channels() <= 1) {
            return input + RESAMPLE + "mono,asplit=2[file][pipe]";
        }
        String sides = input + fold(sound.channels()) + RESAMPLE + "stereo";
        return this == SUM
                ? sides + ",asplit=2[sides][pipe];[sides]pan=mono|c0=0.5*c0+0.5*c1[file]"
                : sides + ",channelsplit[left][right];[left]aphaseshift=shift=0[ahead];"
                        + "[right]aphaseshift=shift=0.5[behind];"
                        + "[ahead][behind]amix=inputs=2,aresample=osf=s16,asplit=2[file][pipe]";
    }

    private static String fold(int channels) {
        return channels <= MOST_WITH_LAYOUT
                ? ""
                : "pan=stereo|c0<" + every2nd(0, channels) + "|c1<" + every2nd(1, channels) + ",";
    }

    private static String every2nd(int first, int channels) {
        return IntStream.iterate(first, channel -> channel < channels, channel -> channel + 2)
                .mapToObj(channel -> "c" + channel)
                .collect(Collectors.joining("+"));
    }
}
