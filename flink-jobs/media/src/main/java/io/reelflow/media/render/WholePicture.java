package io.reelflow.media.render;

import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Picture.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A slide is shown whole, over a blurred and darkened copy of itself, where a crop would cut what is written on it: in
 * every shot in which text wider or higher than the crop stands for most of the time, but for those that a face fills.
 */
final class WholePicture {
    /** Share of a shot in which the text stands. */
    private static final double MOST = 0.5;

    /** A face this high is what is shown, whatever is written beside it: share of the picture's height. */
    private static final double CLOSE_UP = 0.3;

    /** The ground is blurred this much smaller than the clip. */
    private static final int SMALLER = 16;

    private WholePicture() {}

    /** Whether a shot, as far as it is in the clip, is shown whole. */
    static boolean is(Shot shot, Picture picture, Framing framing) {
        List<Writing> all = picture.writing() == null ? List.of() : picture.writing();
        double cut = all.stream()
                .filter(text -> text.width() > framing.cropWidth() || text.height() > framing.cropHeight())
                .mapToDouble(text -> Math.min(shot.end(), text.end()) - Math.max(shot.start(), text.start()))
                .filter(seconds -> seconds > 0)
                .sum();
        return cut >= MOST * (shot.end() - shot.start())
                && picture.faces().stream().noneMatch(face -> isCloseUp(face, shot, picture));
    }

    private static boolean isCloseUp(Face face, Shot shot, Picture picture) {
        return face.time() >= shot.start() && face.time() < shot.end() && face.height() >= CLOSE_UP * picture.height();
    }

    /** A part of the crop path in which nothing is cut off. */
    static List<Crop> path(Shot shot, Framing framing) {
        return List.of(crop(shot.start(), framing), crop(shot.end(), framing));
    }

    private static Crop crop(double time, Framing framing) {
        return new Crop(time, framing.left(), framing.top(), framing.boxWidth(), framing.boxHeight());
    }

    static boolean is(Crop crop, Framing framing) {
        return crop.width() > framing.cropWidth() || crop.height() > framing.cropHeight();
    }

    /** The part of a path that a moving crop goes. */
    static List<Crop> cropped(List<Crop> path, Framing framing) {
        return path.stream().filter(crop -> !is(crop, framing)).toList();
    }

    /**
     * When it is shown, as an expression of ffmpeg's over {@code t}, the time in the clip.
     *
     * @param start of the clip, seconds of the source
     * @param latest seconds that a frame's picture may be later than its time
     */
    static String when(List<Crop> path, Framing framing, double start, double latest) {
        List<String> stretches = new ArrayList<>();
        for (int i = 0; i + 1 < path.size(); i++) {
            Crop from = path.get(i);
            Crop to = path.get(i + 1);
            if (is(from, framing) && is(to, framing)) {
                stretches.add(String.format(
                        Locale.ROOT,
                        "gte(t,%.4f)*lt(t,%.4f)",
                        from.time() - start - latest,
                        to.time() - start - latest));
            }
        }
        return stretches.stream().collect(Collectors.joining("+"));
    }

    /** Filters from {@code [NAME]} to {@code [whole]}. */
    static String filters(String name, Framing framing, String scale) {
        String size = framing.width() + ":" + framing.height();
        String small = even(framing.width() / SMALLER) + ":" + even(framing.height() / SMALLER);
        return String.format(
                Locale.ROOT,
                "[%s]crop=%d:%d:%d:%d,split[front][back];"
                        + "[back]scale=%s:force_original_aspect_ratio=increase:flags=area:out_range=tv,crop=%s,"
                        + "format=yuv420p,boxblur=2:2,lutyuv=y='16+(val-16)*0.5',"
                        + "scale=%s:flags=bilinear,setsar=1[ground];"
                        + "[front]scale=%s:force_original_aspect_ratio=decrease:force_divisible_by=2:%s,"
                        + "setsar=1,format=yuv420p[slide];[ground][slide]overlay=(W-w)/2:(H-h)/2[whole]",
                name,
                framing.boxWidth(),
                framing.boxHeight(),
                framing.left(),
                framing.top(),
                small,
                small,
                size,
                size,
                scale);
    }

    private static int even(int length) {
        return Math.max(2, length / 2 * 2);
    }
}
