package io.reelflow.bench.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsPageTest {
    @TempDir
    Path folder;

    @Test
    void whatPeopleHaveWrittenStaysAndWhatWasMadeIsMadeAnew() throws Exception {
        Path file = folder.resolve("results.md");
        var first = new ResultsPage(folder);
        first.heading("Old");
        first.write(file);
        Files.writeString(file, "Seen by people.\n" + Files.readString(file) + "Bad: nothing.\n");

        var second = new ResultsPage(folder);
        second.heading("New");
        second.table(List.of("a"), List.of(List.of("x|y")));
        second.write(file);

        assertThat(Files.readString(file))
                .startsWith("Seen by people.")
                .endsWith("Bad: nothing.\n")
                .contains("## New", "| x\\|y |")
                .doesNotContain("## Old");
    }

    @Test
    void aPageThatHasNoPlaceForItIsNotOverwritten() throws Exception {
        Path file = Files.writeString(folder.resolve("results.md"), "Somebody's");

        assertThatThrownBy(() -> new ResultsPage(folder).write(file)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("Somebody's");
    }
}
