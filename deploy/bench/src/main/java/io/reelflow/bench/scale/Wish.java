package io.reelflow.bench.scale;

import picocli.CommandLine.Option;

/** What the plan is for, and what things cost there. All of it is an assumption, and can be another. */
final class Wish {
    @Option(names = "--videos", paramLabel = "N", description = "A day. Default: ${DEFAULT-VALUE}")
    double videos = 1_000_000;

    @Option(names = "--video-seconds", paramLabel = "N", description = "Length of one. Default: ${DEFAULT-VALUE}")
    double seconds = 600;

    @Option(names = "--peak", paramLabel = "N", description = "Busiest hour by the mean. Default: ${DEFAULT-VALUE}")
    double peak = 2;

    @Option(names = "--megabits", paramLabel = "N", description = "Of a source, a second. Default: ${DEFAULT-VALUE}")
    double megabits = 2.5;

    @Option(names = "--cores", paramLabel = "N", description = "Of a machine. Default: ${DEFAULT-VALUE}")
    int cores = 16;

    @Option(names = "--full", paramLabel = "N", description = "How busy machines may be. Default: ${DEFAULT-VALUE}")
    double full = 0.7;

    @Option(names = "--gigabits", paramLabel = "N", description = "Network of a machine. Default: ${DEFAULT-VALUE}")
    double gigabits = 10;

    @Option(names = "--days", paramLabel = "N", description = "That objects are kept. Default: ${DEFAULT-VALUE}")
    double days = 30;

    @Option(names = "--log-days", paramLabel = "N", description = "That the log is kept. Default: ${DEFAULT-VALUE}")
    double logDays = 7;

    @Option(names = "--followers", paramLabel = "N", description = "Open streams. Default: ${DEFAULT-VALUE}")
    double followers = 100_000;

    @Option(names = "--core-hour", paramLabel = "$", description = "Default: ${DEFAULT-VALUE}")
    double coreHour = 0.04;

    @Option(names = "--terabyte-month", paramLabel = "$", description = "Objects. Default: ${DEFAULT-VALUE}")
    double terabyteMonth = 23;

    /** Videos a second in the busiest hour. */
    double peakRate() {
        return videos / 86_400 * peak;
    }
}
