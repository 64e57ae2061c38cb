package io.reelflow.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedStackTest {
    @Test
    void everyNumberThatItWroteIsAFigureButNotThoseOfItsRepetitions(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("results"));
        Files.writeString(folder.resolve("load.py"), """
                import json, sys
                found = {"workers_on": {"rps": 1073.0, "reps": [{"rps": 1}]}, "_when": "now"}
                json.dump(found, open(f"results/{sys.argv[1]}.json", "w"))
                """);

        Result result = new SeedStack(folder).run("submit");

        assertThat(result.name()).isEqualTo("load.py submit");
        assertThat(result.figures())
                .extracting(Result.Figure::what, Result.Figure::value)
                .containsExactly(tuple("workers_on, rps", 1073.0));
    }

    @Test
    void aPartThatFailsIsNoFigure(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("load.py"), "raise SystemExit(3)");
        assertThatThrownBy(() -> new SeedStack(folder).run("orch")).hasMessageContaining("ended with 3");
    }
}
