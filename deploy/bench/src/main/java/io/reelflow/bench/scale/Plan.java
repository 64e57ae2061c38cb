package io.reelflow.bench.scale;

import static io.reelflow.bench.scale.Measured.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a wish takes, a line for each need, with the formula that it comes from; and which part gives way first. */
final class Plan {
    private static final double MB_PER_TB = 1e6;
    private static final double MONTH_HOURS = 730;

    private final List<Line> lines = new ArrayList<>();
    private double machines;
    private final List<Limit> limits = new ArrayList<>();

    /** @param formula with the numbers of this plan */
    record Line(String what, String formula, String value) {}

    /**
     * Something that can not be had more of by adding workers.
     *
     * @param most videos a day, in the busiest hour, that it can carry
     */
    record Limit(String what, double most, String remedy) {}

    static Plan of(Wish wish, Measured measured) {
        var plan = new Plan();
        MediaCosts video = MediaCosts.of(measured.backlog(), measured.cores()).of(wish.seconds);
        plan.machines(wish, video);
        plan.bytes(wish, measured, video);
        plan.control(wish, measured);
        return plan;
    }

    private void machines(Wish wish, MediaCosts video) {
        double rate = wish.peakRate();
        line("videos a second, at the peak", "%s / 86400 × %s", rate, "/s", wish.videos, wish.peak);
        for (MediaCosts.Stage each : video.stages()) {
            if (each.works()) {
                line(
                        "CPU of a video, " + each.name(),
                        "%s parts × %s s",
                        each.parts() * each.cpu(),
                        "core s",
                        (double) each.parts(),
                        each.cpu());
            }
        }
        double cpu = video.cpu();
        line("CPU of a video, all", "sum of the stages + %s s around them", cpu, "core s", video.around());
        machines = Math.ceil(rate * cpu / (wish.cores * wish.full));
        line(
                "machines for media",
                "%s /s × %s core s / (%s cores × %s)",
                machines,
                "",
                rate,
                cpu,
                (double) wish.cores,
                wish.full);
        var alone = MediaModel.of(new MediaModel.Given(1, wish.cores, 1, 1, video));
        double rooms = Math.ceil(rate * alone.runMean() / wish.full);
        line("rooms (`REELFLOW_ROOMS`)", "%s /s × %s s a job / %s", rooms, "", rate, alone.runMean(), wish.full);
        line(
                "machines, a month",
                "%s × %s cores × %s h × $%s",
                machines * wish.cores * MONTH_HOURS * wish.coreHour,
                "$",
                machines,
                (double) wish.cores,
                MONTH_HOURS,
                wish.coreHour);
        double gigabits = rate * wish.seconds * wish.megabits / 1000;
        line(
                "sources, at the peak",
                "%s /s × %s s × %s Mbit/s / 1000",
                gigabits,
                "Gbit/s",
                rate,
                wish.seconds,
                wish.megabits);
        line(
                "network of a machine, busy",
                "2 × %s Gbit/s (in, and to storage) / (%s × %s Gbit/s)",
                200 * gigabits / (machines * wish.gigabits),
                "%",
                gigabits,
                machines,
                wish.gigabits);
    }

    private void bytes(Wish wish, Measured measured, MediaCosts video) {
        double source = wish.seconds * wish.megabits / 8;
        double made = figure(measured.backlog(), "together: objects a job")
                * video.clips()
                / Math.max(
                        1, MediaCosts.of(measured.backlog(), measured.cores()).clips());
        double day = wish.videos * (source + made) / MB_PER_TB;
        line("objects a day", "%s × (%s MB source + %s MB made)", day, "TB", wish.videos, source, made);
        line("objects in all", "%s TB × %s days", day * wish.days, "TB", day, wish.days);
        line(
                "objects, a month",
                "%s TB × $%s",
                day * wish.days * wish.terabyteMonth,
                "$",
                day * wish.days,
                wish.terabyteMonth);
        double log = figure(measured.backlog(), "together: log a job");
        line(
                "log",
                "%s × %s MB × %s days",
                wish.videos * log * wish.logDays / MB_PER_TB,
                "TB",
                wish.videos,
                log,
                wish.logDays);
        double tables = figure(measured.backlog(), "together: tables a job");
        line("tables, a day", "%s × %s MB", wish.videos * tables / MB_PER_TB, "TB", wish.videos, tables);
        double state = figure(measured.schedule(), "state") / figure(measured.schedule(), "jobs that wait");
        line(
                "state of Flink with a day's backlog",
                "%s × %s MiB a job that waits",
                wish.videos * state / 1024,
                "GiB",
                wish.videos,
                state);
        double client = figure(measured.fanout(), "memory of the status service a client");
        line(
                "status service, open streams",
                "%s × %s KiB",
                wish.followers * client / 1024 / 1024,
                "GiB",
                wish.followers,
                client);
    }

    /** What does not grow with the number of workers; costs of a real job are those of a dry one by its events. */
    private void control(Wish wish, Measured measured) {
        DryCosts dry = DryCosts.of(
                measured.points().stream().filter(each -> each.slots() == 1).toList());
        double events = figure(measured.backlog(), "together: events a job");
        double more = events / dry.events();
        double day = 86_400 / wish.peak;
        line(
                "tables, busy at the peak",
                "%s /s × %s ms × %s events / %s of a dry job",
                wish.peakRate() * dry.tables() * more * 100,
                "% of a thread",
                wish.peakRate(),
                dry.tables() * 1000,
                events,
                dry.events());
        line(
                "scheduler, busy at the peak",
                "%s /s × %s ms, at most: all that a TaskManager does",
                wish.peakRate() * dry.taskManager() * 100,
                "% of a thread",
                wish.peakRate(),
                dry.taskManager() * 1000);
        double posts = figure(measured.submit(), "accepted by 64 connections");
        line("partitions of a topic, at least", "one for each TaskManager that reads it: %s", machines, "", machines);
        limits.add(
                new Limit("ingest, one process on two shared cores", posts * day, "`REELFLOW_REPLICAS`, or batches"));
        limits.add(new Limit("tables: one writer", day / (dry.tables() * more), "partitions read by several writers"));
        limits.add(
                new Limit("scheduler: one key", day / dry.taskManager(), "a scheduler for each share of the owners"));
        limits.add(new Limit("broker: one, by its CPU", day / Math.max(1e-6, dry.log() * more), "brokers"));
        limits.sort(Comparator.comparingDouble(Limit::most));
    }

    private void line(String what, String formula, double value, String unit, Double... numbers) {
        Object[] words = new Object[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            words[i] = number(numbers[i]);
        }
        lines.add(new Line(what, String.format(Locale.ROOT, formula, words), (number(value) + " " + unit).strip()));
    }

    /** Three digits that count, thousands apart. */
    static String number(double value) {
        double size = Math.abs(value);
        return size >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : size >= 10
                        ? String.format(Locale.ROOT, "%.1f", value)
                        : size >= 0.01
                                ? String.format(Locale.ROOT, "%.2f", value)
                                : String.format(Locale.ROOT, "%.2g", value);
    }

    List<Line> lines() {
        return lines;
    }

    /** The one that gives way first at the head. */
    List<Limit> limits() {
        return limits;
    }
}
