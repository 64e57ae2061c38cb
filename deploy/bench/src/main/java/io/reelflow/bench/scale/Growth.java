package io.reelflow.bench.scale;

import java.util.ArrayList;
import java.util.List;

/** From one machine to a hundred, simulated: videos a day, and how busy what is. */
final class Growth {
    private static final List<Integer> MACHINES = List.of(1, 2, 5, 10, 20, 50, 100);
    /** Jobs for each room: the first and the last do not decide. */
    private static final int PER_ROOM = 6;

    private Growth() {}

    /**
     * With so many machines.
     *
     * @param media share of the cores that work
     * @param tables share of a second that the one writer works
     * @param scheduler the same of the one scheduler
     * @param first what has least to spare
     */
    record Step(
            int machines, int rooms, double videosADay, double media, double tables, double scheduler, String first) {}

    /** A backlog that never ends, of videos as wished. */
    static List<Step> of(Wish wish, Measured measured) {
        MediaCosts video = MediaCosts.of(measured.backlog(), measured.cores()).of(wish.seconds);
        DryCosts dry = DryCosts.of(
                measured.points().stream().filter(each -> each.slots() == 1).toList());
        double more = Measured.figure(measured.backlog(), "together: events a job") / dry.events();
        var steps = new ArrayList<Step>();
        for (int machines : MACHINES) {
            int rooms = machines * wish.cores;
            var run = MediaModel.of(new MediaModel.Given(machines, wish.cores, rooms, rooms * PER_ROOM, video));
            double tables = run.perSecond() * dry.tables() * more;
            double scheduler = run.perSecond() * dry.taskManager();
            double most = Math.max(run.busy(), Math.max(tables, scheduler));
            String first = most == run.busy() ? "cores for media" : most == tables ? "tables" : "scheduler";
            steps.add(new Step(machines, rooms, run.perSecond() * 86_400, run.busy(), tables, scheduler, first));
        }
        return steps;
    }
}
