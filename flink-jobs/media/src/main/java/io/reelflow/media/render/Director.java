package io.reelflow.media.render;

import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom a crop shows through a shot: who speaks, as mouths move against the turns of the sound, else who is
 * largest. It looks at the whole shot at once and takes the plan that shows most of it, where each cut must be worth its
 * price (Viterbi's algorithm), so a word thrown in by another does not make it cut there and back. People who fit into
 * the crop together are shown together.
 */
final class Director {
    private static final double STEP_SECONDS = 0.25;

    /** A face seen less often leads the crop only where there is no other. */
    private static final int MIN_LOOKS = 2;

    /** More people are a crowd, in which nobody is told apart. */
    private static final int MOST = 8;

    /** What being the largest counts for, where speaking counts for 1. */
    private static final double SIZE = 0.35;

    /** Of speaking, where it is known whose turn it is: what that person's mouth does in all their turns. */
    private static final double TURN = 0.6;

    /** A cut costs as much as this many seconds of showing the wrong one. */
    private static final double CUT_SECONDS = 1;

    /** Movement of a mouth that is no speech: speakers of the development corpus have 0.03 in the mean. */
    private static final double STILL = 0.01;

    /** A cut is moved to the start of a turn that is this near. */
    private static final double NEAR_SECONDS = 0.5;

    /** Share of the crop's side that people shown together may take. */
    private static final double TOGETHER = 0.85;

    /** Leads nearer than this share of the crop's side follow each other without a cut. */
    private static final double SAME_PLACE = 0.5;

    /** A face after a cut is where one was going to be: this near, as a share of the crop's side, and as large. */
    private static final double GOES_ON = 0.1;

    private static final double ALIKE = 0.25;
    private static final double GOES_ON_SECONDS = 0.6;

    /** Smaller than this share of the largest, a face beside it is a passer-by. */
    private static final double MINOR = 0.4;

    private final double cropWidth;
    private final double cropHeight;
    private final Speech speech;

    Director(double cropWidth, double cropHeight, Speech speech) {
        this.cropWidth = cropWidth;
        this.cropHeight = cropHeight;
        this.speech = speech;
    }

    /** The leads of a shot, one after the other without a gap; empty where there are no faces. */
    List<Lead> leads(Shot shot, List<Face> faces) {
        List<FaceTrack> tracks = tracks(faces);
        if (tracks.isEmpty()) {
            return List.of();
        }
        List<Face> together = together(tracks);
        if (tracks.size() == 1 || !together.isEmpty()) {
            return List.of(new Lead(
                    shot.start(), shot.end(), together.isEmpty() ? tracks.get(0).faces() : together));
        }
        return joined(cut(shot, tracks));
    }

    private static List<FaceTrack> tracks(List<Face> faces) {
        List<FaceTrack> all = FaceTrack.of(faces);
        List<FaceTrack> steady =
                all.stream().filter(track -> track.faces().size() >= MIN_LOOKS).toList();
        return (steady.isEmpty() ? all : steady).stream().limit(MOST).toList();
    }

    /** Boxes around all who matter, look by look; empty where they do not fit into the crop together. */
    private List<Face> together(List<FaceTrack> tracks) {
        double most = tracks.get(0).weight();
        Map<Double, List<Face>> looks = new HashMap<>();
        for (FaceTrack track : tracks) {
            if (track.weight() >= MINOR * most) {
                track.faces()
                        .forEach(face -> looks.computeIfAbsent(face.time(), time -> new ArrayList<>())
                                .add(face));
            }
        }
        List<Face> boxes = looks.values().stream()
                .map(Director::around)
                .sorted(Comparator.comparingDouble(Face::time))
                .toList();
        boolean fit = boxes.stream()
                .allMatch(box -> box.width() <= TOGETHER * cropWidth && box.height() <= TOGETHER * cropHeight);
        return fit && tracks.size() > 1 ? boxes : List.of();
    }

    private static Face around(List<Face> faces) {
        double left = faces.stream().mapToDouble(Face::x).min().orElseThrow();
        double top = faces.stream().mapToDouble(Face::y).min().orElseThrow();
        double right = faces.stream().mapToDouble(f -> f.x() + f.width()).max().orElseThrow();
        double bottom =
                faces.stream().mapToDouble(f -> f.y() + f.height()).max().orElseThrow();
        Face first = faces.get(0);
        return new Face(first.time(), first.track(), left, top, right - left, bottom - top, first.score());
    }

    private List<Lead> cut(Shot shot, List<FaceTrack> tracks) {
        int steps = Math.max(1, (int) Math.ceil((shot.end() - shot.start()) / STEP_SECONDS));
        double[][] worth = worth(shot.start(), steps, tracks);
        int[] shown = plan(worth, CUT_SECONDS / STEP_SECONDS);
        List<Lead> leads = new ArrayList<>();
        double from = shot.start();
        for (int step = 1; step <= steps; step++) {
            if (step == steps || shown[step] != shown[step - 1]) {
                double at = shot.start() + step * STEP_SECONDS;
                double turn = Math.max(from, speech.turn(at, NEAR_SECONDS));
                double to = step == steps ? shot.end() : Math.min(shot.end(), turn);
                leads.add(new Lead(from, to, tracks.get(shown[step - 1]).faces()));
                from = to;
            }
        }
        return leads;
    }

    /** What it is worth to show each track at each step. */
    private double[][] worth(double start, int steps, List<FaceTrack> tracks) {
        double[][] mouths = new double[steps][tracks.size()];
        Map<String, double[]> turns = new HashMap<>();
        for (int step = 0; step < steps; step++) {
            double time = start + (step + 0.5) * STEP_SECONDS;
            String speaker = speech.speaker(time);
            for (int i = 0; i < tracks.size(); i++) {
                mouths[step][i] = speech.isAt(time) ? tracks.get(i).mouth(time) : 0;
                if (speaker != null) {
                    turns.computeIfAbsent(speaker, name -> new double[tracks.size()])[i] += mouths[step][i];
                }
            }
        }
        double[][] worth = new double[steps][];
        for (int step = 0; step < steps; step++) {
            double time = start + (step + 0.5) * STEP_SECONDS;
            String speaker = speech.speaker(time);
            // One name for all that is said tells nothing of who says it.
            double[] turn = speaker == null || turns.size() < 2 ? null : turns.get(speaker);
            worth[step] = worth(time, tracks, mouths[step], turn);
        }
        return worth;
    }

    private static double[] worth(double time, List<FaceTrack> tracks, double[] mouths, double @Nullable [] turn) {
        double[] worth = new double[mouths.length];
        double largest = 1;
        for (FaceTrack track : tracks) {
            largest = Math.max(largest, track.size(time));
        }
        for (int i = 0; i < worth.length; i++) {
            double size = tracks.get(i).size(time);
            double speaks = share(mouths, i);
            double known = turn == null ? speaks : (1 - TURN) * speaks + TURN * share(turn, i);
            // Showing nobody is worse than showing anybody.
            worth[i] = size == 0 ? -SIZE : SIZE * size / largest + known;
        }
        return worth;
    }

    private static double share(double[] of, int i) {
        double sum = STILL;
        for (double each : of) {
            sum += each;
        }
        return of[i] / sum;
    }

    /** The choice for each step that is worth most, all cuts paid. */
    private static int[] plan(double[][] worth, double cost) {
        int steps = worth.length;
        int n = worth[0].length;
        double[] best = worth[0].clone();
        int[][] from = new int[steps][n];
        for (int step = 1; step < steps; step++) {
            int top = top(best);
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                boolean cut = top != i && best[top] - cost >= best[i];
                from[step][i] = cut ? top : i;
                next[i] = (cut ? best[top] - cost : best[i]) + worth[step][i];
            }
            best = next;
        }
        int[] plan = new int[steps];
        plan[steps - 1] = top(best);
        for (int step = steps - 1; step > 0; step--) {
            plan[step - 1] = from[step][plan[step]];
        }
        return plan;
    }

    private static int top(double[] values) {
        int top = 0;
        for (int i = 1; i < values.length; i++) {
            top = values[i] > values[top] ? i : top;
        }
        return top;
    }

    /** Leads that follow each other at about the same place are one: a person lost and found again, no cut. */
    private List<Lead> joined(List<Lead> leads) {
        List<Lead> lasting =
                leads.stream().filter(lead -> lead.end() > lead.start()).toList();
        return joined(lasting, this::samePlace);
    }

    /**
     * Whoever goes on after a cut where they were before it, or were going to be, is followed without a jump: the cut
     * was in what is behind them, or a piece of a talk was taken out.
     */
    List<Lead> throughCuts(List<Lead> leads) {
        return joined(leads, this::goesOn);
    }

    private static List<Lead> joined(List<Lead> leads, BiPredicate<Lead, Lead> same) {
        List<Lead> joined = new ArrayList<>();
        for (Lead lead : leads) {
            Lead last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && same.test(last, lead)) {
                List<Face> faces = Stream.concat(
                                last.faces().stream().filter(face -> face.time() < lead.start()),
                                lead.faces().stream().filter(face -> face.time() >= lead.start()))
                        .toList();
                joined.set(
                        joined.size() - 1, new Lead(last.start(), lead.end(), faces.isEmpty() ? lead.faces() : faces));
            } else {
                joined.add(lead);
            }
        }
        return joined;
    }

    private boolean goesOn(Lead before, Lead after) {
        List<Face> gone = before.faces().stream()
                .filter(face -> face.time() < after.start())
                .toList();
        if (gone.isEmpty() || after.faces().isEmpty()) {
            return false;
        }
        Face last = gone.get(gone.size() - 1);
        Face earlier = gone.get(Math.max(0, gone.size() - 2));
        Face next = after.faces().get(0);
        double ahead = (next.time() - last.time()) / Math.max(0.01, last.time() - earlier.time());
        double x = middleX(last) + (middleX(last) - middleX(earlier)) * ahead;
        double y = middleY(last) + (middleY(last) - middleY(earlier)) * ahead;
        double size = next.width() / last.width();
        return next.time() - last.time() <= GOES_ON_SECONDS
                && Math.abs(middleX(next) - x) <= GOES_ON * cropWidth
                && Math.abs(middleY(next) - y) <= GOES_ON * cropHeight
                && size > 1 - ALIKE
                && size < 1 + ALIKE;
    }

    private static double middleX(Face face) {
        return face.x() + face.width() / 2;
    }

    private static double middleY(Face face) {
        return face.y() + face.height() / 2;
    }

    private boolean samePlace(Lead a, Lead b) {
        Face before = new FaceTrack(a.faces()).nearest(b.start());
        Face after = new FaceTrack(b.faces()).nearest(b.start());
        return Math.abs(middleX(before) - middleX(after)) <= SAME_PLACE * cropWidth
                && Math.abs(middleY(before) - middleY(after)) <= SAME_PLACE * cropHeight;
    }
}
