package io.reelflow.media.render;

import io.reelflow.schemas.result.Clip.Crop;
import java.util.List;
import java.util.Locale;

/** A crop path as the commands of ffmpeg's {@code sendcmd}: the crop's place, frame by frame, where it changes. */
final class CropCommands {
    /** A frame of the clip shows the source's nearest: one that is up to half a frame later, and so may be the next shot's. */
    static final double LATEST = 0.499;

    private CropCommands() {}

    /** Empty where the crop never moves. */
    static String of(List<Crop> path, FineCrop crop, double start, double end, double framesPerSecond) {
        StringBuilder commands = new StringBuilder();
        String last = crop.commands(path.get(0));
        long frames = (long) Math.ceil((end - start) * framesPerSecond);
        for (long frame = 0; frame < frames; frame++) {
            String now = crop.commands(at(path, start + (frame + LATEST) / framesPerSecond));
            if (!now.equals(last)) {
                // Half a frame early: the command is there when its frame comes.
                commands.append(
                        String.format(Locale.ROOT, "%.4f %s;%n", Math.max(0, (frame - 0.5) / framesPerSecond), now));
                last = now;
            }
        }
        return commands.toString();
    }

    /** Where the crop is at a time of the source: at a jump, after it. */
    static Crop at(List<Crop> path, double time) {
        int after = 0;
        while (after < path.size() && path.get(after).time() <= time) {
            after++;
        }
        if (after == 0 || after == path.size()) {
            return path.get(after == 0 ? 0 : after - 1);
        }
        Crop a = path.get(after - 1);
        Crop b = path.get(after);
        double share = (time - a.time()) / (b.time() - a.time());
        return new Crop(time, a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y()), a.width(), a.height());
    }
}
