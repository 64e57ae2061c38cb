package io.reelflow.media.render;

import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Focus;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a clip's crop is at each moment: around whom a {@link Director} shows; without a face around what moves or has
 * most detail, else in the middle. It holds still while that stays near, moves as a {@link CameraMove} when it does
 * not, and jumps where the shot changes or another is shown. Slides are shown whole: {@link WholePicture}.
 */
final class CropPath {
    /** A face's centre is put at this share of the crop's height: room for the body, little above the head. */
    private static final double EYE_LINE = 0.42;

    private final Framing framing;

    CropPath(Framing framing) {
        this.framing = framing;
    }

    /**
     * The crop's boxes, in source seconds and pixels, by time; between two the box moves evenly. Two of the same time
     * are a jump. Empty where nothing is cropped.
     *
     * @param picture null where nobody watched: the crop is the middle
     * @param segments what is said
     */
    List<Crop> between(double start, double end, @Nullable Picture picture, List<Segment> segments) {
        if (!framing.crops()) {
            return List.of();
        }
        List<Crop> path = new ArrayList<>();
        if (picture == null) {
            path.addAll(hold(new Shot(start, end)));
            return List.copyOf(path);
        }
        Director director = new Director(framing.cropWidth(), framing.cropHeight(), new Speech(segments));
        List<Lead> leads = new ArrayList<>();
        for (Shot shot : shots(start, end, picture)) {
            if (WholePicture.is(shot, picture, framing)) {
                path.addAll(along(director.throughCuts(leads), picture));
                leads.clear();
                path.addAll(WholePicture.path(shot, framing));
                continue;
            }
            List<Face> faces = picture.faces().stream()
                    .filter(face -> face.time() >= shot.start() && face.time() < shot.end())
                    .toList();
            List<Lead> found = director.leads(shot, faces);
            leads.addAll(found.isEmpty() ? List.of(new Lead(shot.start(), shot.end(), List.of())) : found);
        }
        path.addAll(along(director.throughCuts(leads), picture));
        return List.copyOf(path);
    }

    private List<Crop> along(List<Lead> leads, Picture picture) {
        List<Focus> focus = picture.focus() == null ? List.of() : picture.focus();
        List<Crop> path = new ArrayList<>();
        for (Lead lead : leads) {
            path.addAll(lead.faces().isEmpty() ? withoutFace(new Shot(lead.start(), lead.end()), focus) : follow(lead));
        }
        return path;
    }

    private List<Crop> follow(Lead lead) {
        double[] times = lead.faces().stream().mapToDouble(Face::time).toArray();
        CameraMove x = CameraMove.along(
                lead.start(),
                lead.end(),
                times,
                lead.faces().stream()
                        .mapToDouble(face -> face.x() + face.width() / 2 - framing.cropWidth() / 2.0)
                        .toArray(),
                framing.cropWidth(),
                framing.left(),
                framing.maxX());
        CameraMove y = CameraMove.along(
                lead.start(),
                lead.end(),
                times,
                lead.faces().stream()
                        .mapToDouble(face -> face.y() + face.height() / 2 - framing.cropHeight() * EYE_LINE)
                        .toArray(),
                framing.cropHeight(),
                framing.top(),
                framing.maxY());
        return CameraMove.times(x, y).stream()
                .map(time -> crop(time, x.at(time), y.at(time)))
                .toList();
    }

    /** Still, around the middle of all that is to be looked at: what moves without a face is not followed. */
    private List<Crop> withoutFace(Shot shot, List<Focus> all) {
        List<Focus> focus = all.stream()
                .filter(each -> each.time() >= shot.start() && each.time() < shot.end())
                .toList();
        if (focus.isEmpty()) {
            return hold(shot);
        }
        double x = median(focus.stream().mapToDouble(Focus::x).toArray()) - framing.cropWidth() / 2.0;
        double y = median(focus.stream().mapToDouble(Focus::y).toArray()) - framing.cropHeight() / 2.0;
        return hold(
                shot,
                Math.max(framing.left(), Math.min(framing.maxX(), x)),
                Math.max(framing.top(), Math.min(framing.maxY(), y)));
    }

    private List<Crop> hold(Shot shot) {
        return hold(shot, (framing.left() + framing.maxX()) / 2.0, (framing.top() + framing.maxY()) / 2.0);
    }

    private List<Crop> hold(Shot shot, double x, double y) {
        return List.of(crop(shot.start(), x, y), crop(shot.end(), x, y));
    }

    /** To a tenth of a pixel: slow moves of whole pixels would be seen as steps. */
    private Crop crop(double time, double x, double y) {
        return new Crop(
                time, Math.round(x * 10) / 10.0, Math.round(y * 10) / 10.0, framing.cropWidth(), framing.cropHeight());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The shots of the picture cut to the clip; one for all where none are known. */
    private static List<Shot> shots(double start, double end, Picture picture) {
        List<Shot> within = new ArrayList<>();
        double at = start;
        for (Shot shot : picture.shots()) {
            if (shot.end() > at && shot.end() < end) {
                within.add(new Shot(at, shot.end()));
                at = shot.end();
            }
        }
        within.add(new Shot(at, end));
        return within;
    }
}
