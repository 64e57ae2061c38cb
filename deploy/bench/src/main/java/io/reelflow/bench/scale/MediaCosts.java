package io.reelflow.bench.scale;

import io.reelflow.bench.results.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a video costs, out of a run of {@code bench backlog}: that of one job alone.
 *
 * @param seconds of the film
 * @param standing cores at work while nothing happens
 * @param around CPU seconds a job of all that is no stage
 * @param idle seconds of a job in which no stage runs
 */
record MediaCosts(double seconds, double standing, double around, double idle, List<Stage> stages) {
    /** In the order of the dataflow; sound and picture side by side. */
    static final List<String> FIRST = List.of("downloading", "extracting_metadata", "extracting_comments");

    static final List<String> SOUND = List.of("extracting_audio", "transcribing");
    static final List<String> PICTURE = List.of("extracting_frames");
    static final List<String> LAST = List.of("analyzing", "generating_clips", "uploading", "finalizing");
    private static final String CLIPS = "generating_clips";
    /** What does not grow with the film. */
    private static final Set<String> FIXED = Set.of("finalizing", "extracting_metadata", CLIPS);

    private static final int MOST_CLIPS = 10;
    private static final double PART_OF_SPEECH = 300;

    /**
     * One stage of one job.
     *
     * @param seconds that a part takes alone
     * @param cpu seconds of a part
     */
    record Stage(String name, int parts, double seconds, double cpu) {
        boolean works() {
            return cpu > 0 && seconds > 0;
        }

        /** Cores that a part uses. */
        double most() {
            return Math.max(0.05, cpu / seconds);
        }

        Stage times(double more, int inParts) {
            double each = more * parts / inParts;
            return new Stage(name, inParts, seconds * each, cpu * each);
        }
    }

    /** @param cores of the machine that it was measured on */
    static MediaCosts of(Kept backlog, double cores) {
        var stages = new ArrayList<Stage>();
        for (List<String> chain : List.of(FIRST, SOUND, PICTURE, LAST)) {
            for (String name : chain) {
                double parts = figure(backlog, name + ", parts");
                if (parts > 0) {
                    double seconds = figure(backlog, name + ", seconds of all parts") / parts;
                    stages.add(new Stage(name, (int) parts, seconds, figure(backlog, name + ", CPU") / parts));
                }
            }
        }
        double run = figure(backlog, "run");
        double standing = backlog.median("cores at work while nothing happens").orElse(0);
        double cpu = stages.stream().mapToDouble(each -> each.cpu * each.parts).sum();
        double around = figure(backlog, "CPU of all processes") - cpu - standing * run;
        var costs = new MediaCosts(figure(backlog, "seconds of the talk"), standing, Math.max(0, around), 0, stages);
        return costs.takingAlone(run, cores);
    }

    /** What the stages do not explain of a job's time, nobody works in. */
    private MediaCosts takingAlone(double run, double cores) {
        double explained =
                MediaModel.of(new MediaModel.Given(1, cores, 1, 1, this)).runMean();
        return new MediaCosts(seconds, standing, around, Math.max(0, run - explained), stages);
    }

    private static double figure(Kept backlog, String what) {
        return backlog.median("alone: " + what).orElse(0);
    }

    Stage stage(String name) {
        return stages.stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElse(new Stage(name, 0, 0, 0));
    }

    /** CPU seconds of all stages and of what is around them. */
    double cpu() {
        return around
                + stages.stream().mapToDouble(each -> each.cpu * each.parts).sum();
    }

    int clips() {
        return stage(CLIPS).parts();
    }

    /** Of a film of another length: its stages take longer, its speech is cut into spans, it has more clips up to ten. */
    MediaCosts of(double film) {
        double longer = film / seconds;
        var scaled = new ArrayList<Stage>();
        for (Stage each : stages) {
            if (each.name.equals(CLIPS)) {
                int clips = (int) Math.min(MOST_CLIPS, Math.ceil(each.parts * longer));
                scaled.add(new Stage(CLIPS, clips, each.seconds, each.cpu));
            } else if (FIXED.contains(each.name)) {
                scaled.add(each);
            } else if (each.name.equals("transcribing")) {
                scaled.add(each.times(longer, (int) Math.ceil(film / PART_OF_SPEECH)));
            } else {
                scaled.add(each.times(longer, each.parts));
            }
        }
        return new MediaCosts(film, standing, around, idle, scaled);
    }
}
