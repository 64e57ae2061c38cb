package io.reelflow.bench.all;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.bench.Commands;
import io.reelflow.bench.results.Page;
import io.reelflow.bench.results.Shelf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Set<String> NO_FIGURES = Set.of("bench all", "bench scale", "bench sheets", "bench pages");

    @Test
    void everyProgramTakesPartAndUnderstandsWhatItIsGiven() {
        List<Program> all = Program.among(Commands.names());
        assertThat(all.stream()
                        .map(each -> each.words().get(0) + " " + each.words().get(1))
                        .collect(Collectors.toSet()))
                .containsAll(Commands.names().stream()
                        .filter(each -> !NO_FIGURES.contains(each))
                        .toList())
                .doesNotContainAnyElementsOf(NO_FIGURES);
        all.forEach(each -> Commands.parse(each.arguments(ROOT, Path.of("report.json"))));
        assertThat(all).extracting(Program::key).doesNotHaveDuplicates();
    }

    @Test
    void aNewProgramTakesPartByItself() {
        assertThat(Program.among(List.of("bench live", "chaos rain")))
                .endsWith(new Program("chaos-rain", 1, List.of("chaos", "rain")))
                .hasSize(Program.ALL.size() + 1);
    }

    @Test
    void thePageIsWhatTheCommandWrites() throws Exception {
        String before = Files.readString(ROOT.resolve("docs/benchmarks.md"));
        assertThat(Page.ofBenchmarks(ROOT).read())
                .isEqualTo(AllCommand.text(Shelf.of(ROOT)).strip());
        assertThat(Files.readString(ROOT.resolve("docs/benchmarks.md"))).isEqualTo(before);
    }

    @Test
    void whatIsKeptIsOfPrograms() throws Exception {
        List<String> keys =
                Program.among(Commands.names()).stream().map(Program::key).toList();
        assertThat(Shelf.of(ROOT).all()).allSatisfy(each -> {
            assertThat(each.key()).matches(key -> keys.contains(key) || key.startsWith(AllCommand.BESIDE));
            assertThat(each.figures()).isNotEmpty();
        });
    }
}
