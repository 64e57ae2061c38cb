package io.reelflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents say is what the code does. */
class DocumentsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern KEY_IN_CODE = Pattern.compile("\"(REELFLOW_[A-Z0-9_]+)\"");
    private static final Pattern KEY_IN_TABLE = Pattern.compile("(?m)^\\| `(REELFLOW_[A-Z0-9_]+)` \\|");

    private static Set<String> found(Pattern pattern, String text) {
        var found = new TreeSet<String>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    @Test
    void theConfigurationReferenceNamesEveryKeyThatTheCodeReads() throws IOException {
        var inCode = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().contains("src/main/java"))
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList()) {
                inCode.addAll(found(KEY_IN_CODE, Files.readString(file)));
            }
        }
        assertThat(inCode).isNotEmpty();
        assertThat(found(KEY_IN_TABLE, Files.readString(ROOT.resolve("docs/configuration.md"))))
                .isEqualTo(inCode);
    }

    @Test
    void everyCommandOfTheReadmeIsOne() throws IOException {
        var commands = Main.commandLine().getSubcommands();
        var named = found(Pattern.compile("\\./reelflow ([a-z]+)"), Files.readString(ROOT.resolve("README.md")));
        assertThat(named).isNotEmpty();
        assertThat(commands).containsKeys(named.toArray(String[]::new));
    }

    @Test
    void everyCommandTakesAHome() {
        assertThat(Main.commandLine().getSubcommands().values())
                .allSatisfy(command -> assertThat(command.getCommandSpec().findOption("--home"))
                        .isNotNull());
    }

    @Test
    void linksInDocumentsLeadSomewhere() throws IOException {
        var pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(path -> path.toString().endsWith(".md")).forEach(pages::add);
        }
        for (Path page : pages) {
            for (String link : found(Pattern.compile("\\]\\(([^)#:]+)\\)"), Files.readString(page))) {
                assertThat(page.resolveSibling(link)).as("linked from " + page).exists();
            }
        }
    }

    @Test
    void aWrongCommandLineSaysSoAndEndsWithTwo() {
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(new StringWriter()));
        assertThat(line.execute("up", "--taskmanagers", "many")).isEqualTo(2);
    }
}
