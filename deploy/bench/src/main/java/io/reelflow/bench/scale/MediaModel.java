package io.reelflow.bench.scale;

import io.reelflow.bench.scale.MediaCosts.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Videos on machines, simulated: so many are let in at once, each goes through its stages, whose parts wait for a permit
 * and share the cores of one of the machines.
 */
final class MediaModel {
    private static final int MOST_ENCODES = 4;
    private static final int DOWNLOADS = 4;

    private final Given given;
    private final Clock clock = new Clock();
    private final List<Host> hosts = new ArrayList<>();
    private final double[] started;
    private final double[] ended;
    private int next;
    private int free;
    private long parts;

    /**
     * @param cores of each machine
     * @param rooms jobs let in at once, on all machines together
     * @param jobs all asked for at the beginning
     */
    record Given(int machines, double cores, int rooms, int jobs, MediaCosts costs) {}

    /**
     * Seconds.
     *
     * @param perSecond jobs, while the backlog lasts
     * @param busy share of all cores
     */
    record Outcome(double perSecond, double waitMean, double waitLongest, double runMean, double busy) {}

    /** A machine with its permits. */
    private static final class Host {
        private final Cores cores;
        private final Station network;
        private final Station work;
        private final Station encode;

        Host(Clock clock, double count, double standing) {
            cores = new Cores(clock, Math.max(0.1, count - standing));
            int whole = (int) Math.max(1, Math.round(count));
            network = new Station(cores, DOWNLOADS);
            work = new Station(cores, whole);
            encode = new Station(cores, Math.min(MOST_ENCODES, whole));
        }

        Station of(String stage) {
            return switch (stage) {
                case "downloading", "extracting_metadata", "extracting_comments", "uploading" -> network;
                case "generating_clips" -> encode;
                default -> work;
            };
        }
    }

    private MediaModel(Given given) {
        this.given = given;
        started = new double[given.jobs];
        ended = new double[given.jobs];
        free = given.rooms;
        for (int i = 0; i < given.machines; i++) {
            hosts.add(new Host(clock, given.cores, given.costs.standing()));
        }
    }

    static Outcome of(Given given) {
        return new MediaModel(given).run();
    }

    private Outcome run() {
        clock.in(0, this::admit);
        clock.run();
        double wait = 0;
        double run = 0;
        double longest = 0;
        double last = 0;
        for (int i = 0; i < given.jobs; i++) {
            wait += started[i];
            run += ended[i] - started[i];
            longest = Math.max(longest, started[i]);
            last = Math.max(last, ended[i]);
        }
        double busy =
                hosts.stream().mapToDouble(each -> each.cores.busy()).average().orElse(0);
        return new Outcome(given.jobs / last, wait / given.jobs, longest, run / given.jobs, busy);
    }

    private void admit() {
        while (free > 0 && next < given.jobs) {
            int job = next++;
            free--;
            started[job] = clock.now();
            around(job);
            chain(job, MediaCosts.FIRST, () -> fork(job));
        }
    }

    /** What the processes around the stages do meanwhile. */
    private void around(int job) {
        hosts.get(job % hosts.size()).cores.work(given.costs.around(), 1, () -> {});
    }

    private void fork(int job) {
        var both = new Join(2, () -> chain(job, MediaCosts.LAST, () -> end(job)));
        chain(job, MediaCosts.SOUND, both::arrive);
        chain(job, MediaCosts.PICTURE, both::arrive);
    }

    private void end(int job) {
        clock.in(given.costs.idle(), () -> {
            ended[job] = clock.now();
            free++;
            admit();
        });
    }

    /** Stages one after another. */
    private void chain(int job, List<String> names, Runnable then) {
        if (names.isEmpty()) {
            then.run();
            return;
        }
        stage(job, given.costs.stage(names.get(0)), () -> chain(job, names.subList(1, names.size()), then));
    }

    private void stage(int job, Stage stage, Runnable then) {
        if (stage.parts() == 0) {
            then.run();
            return;
        }
        var all = new Join(stage.parts(), then);
        for (int i = 0; i < stage.parts(); i++) {
            if (stage.works()) {
                Host host = hosts.get((int) (parts++ % hosts.size()));
                host.of(stage.name()).serve(job, stage.cpu(), stage.most(), all::arrive);
            } else {
                clock.in(stage.seconds(), all::arrive);
            }
        }
    }

    /** Goes on once all have come. */
    private static final class Join {
        private final Runnable then;
        private int missing;

        Join(int missing, Runnable then) {
            this.missing = missing;
            this.then = then;
        }

        void arrive() {
            missing--;
            if (missing == 0) {
                then.run();
            }
        }
    }
}
