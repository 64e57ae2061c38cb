package io.reelflow.bench.all;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One that takes part in {@code bench all}.
 *
 * @param key names it in {@code --only}, and its file in {@code docs/benchmarks}
 * @param times how often, unless somebody says otherwise: what takes long, or keeps promises rather than times, once
 * @param words of its command line; {@code CORPUS/…} is below the folder of {@code --corpus}
 */
record Program(String key, int times, List<String> words) {
    private static final String CORPUS = "CORPUS";

    /** In the order in which they run, and in which the page tells of them. */
    static final List<Program> ALL = List.of(
            of("submit", 3, "bench submit"),
            of("throughput", 3, "bench throughput"),
            of("throughput-batch", 3, "bench throughput --batch"),
            of("scaling", 1, "bench scaling"),
            of("live", 3, "bench live"),
            of("fanout", 3, "bench fanout"),
            of("fanout-one-job", 1, "bench fanout --jobs 1 --deliveries 5000"),
            of("followers", 1, "bench followers"),
            of("cancel", 1, "bench cancel"),
            of("schedule", 3, "bench schedule"),
            of("stats", 3, "bench stats"),
            of("batch", 1, "bench batch"),
            of("fairness", 1, "bench fairness"),
            of("actions", 1, "bench actions"),
            of("search", 1, "bench search"),
            of("export", 1, "bench export"),
            of("list", 1, "bench list"),
            of("talk", 1, "bench talk"),
            of("talk-corpus", 1, "bench talk CORPUS/long/long_lecture_en.mp4"),
            of("backlog", 1, "bench backlog"),
            of("listen", 1, "bench listen"),
            of("listen-corpus", 1, "bench listen CORPUS/speech CORPUS/long --diarize --times 2"),
            of("watch-corpus", 1, "bench watch CORPUS/slides"),
            of("render", 1, "bench render"),
            of("render-corpus", 1, "bench render --corpus CORPUS"),
            of("analyze", 1, "bench analyze"),
            of("kill", 1, "chaos kill --kills 10 --only taskmanager,jobmanager"),
            of("kill-spare", 1, "chaos kill --kills 10 --only taskmanager,taskmanager-2 --taskmanagers 2 --spares 1"),
            of("kill-all", 1, "chaos kill"),
            of("purge", 1, "chaos purge"),
            of("hour", 1, "chaos hour"),
            of("limited", 1, "chaos limited"),
            of("edge", 1, "chaos edge"),
            of("edge-corpus", 1, "chaos edge CORPUS/edge_cases"),
            of("fuzz", 1, "chaos fuzz"),
            of("faults", 1, "chaos faults"));

    /** They make pictures, or work on what the others have kept. */
    private static final Set<String> NO_FIGURES = Set.of("bench all", "bench scale", "bench sheets", "bench pages");

    /**
     * Those, and behind them each that nobody has put among them.
     *
     * @param names of all that there are: {@code bench live}, {@code chaos kill}
     */
    static List<Program> among(Collection<String> names) {
        Set<String> taken = ALL.stream()
                .map(each -> each.words.get(0) + " " + each.words.get(1))
                .collect(Collectors.toSet());
        Stream<Program> others = names.stream()
                .filter(each -> !taken.contains(each) && !NO_FIGURES.contains(each))
                .sorted()
                .map(each -> of(each.replace(' ', '-'), 1, each));
        return Stream.concat(ALL.stream(), others).toList();
    }

    private static Program of(String key, int times, String words) {
        return new Program(key, times, List.of(words.split(" ")));
    }

    boolean needsCorpus() {
        return words.stream().anyMatch(word -> word.startsWith(CORPUS));
    }

    /** As the page shows it. */
    String command() {
        return String.join(" ", words).replace(CORPUS, "corpus");
    }

    /** @param corpus may be null where none is needed */
    List<String> arguments(@Nullable Path corpus, Path json) {
        Stream<String> given =
                words.stream().map(word -> corpus == null ? word : word.replace(CORPUS, corpus.toString()));
        var arguments = new ArrayList<>(given.toList());
        arguments.addAll(List.of("--json", json.toString()));
        return arguments;
    }

    /** Place in the order of {@link #ALL}; behind all others what is not there. */
    static int place(String key) {
        return ALL.stream().map(Program::key).toList().indexOf(key) & Integer.MAX_VALUE;
    }
}
