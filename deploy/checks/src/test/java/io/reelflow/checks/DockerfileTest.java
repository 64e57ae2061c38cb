package io.reelflow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own rules of an image, beside hadolint's ({@link HadolintIT}). */
class DockerfileTest {
    private static final String ALL = "io.reelflow.checks.Dockerfile#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void theBaseIsNamedWithItsTagAndCanBeAnother(Dockerfile dockerfile) {
        assertThat(dockerfile.arguments("ARG")).singleElement().asString().matches("BASE=[a-z-]+:17[a-z0-9.-]+");
        assertThat(dockerfile.arguments("FROM").get(0)).startsWith("${BASE}");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void nobodyIsRootInIt(Dockerfile dockerfile) {
        assertThat(dockerfile.last("USER").arguments()).isEqualTo("10001:10001");
        List<String> names = dockerfile.instructions().stream()
                .map(Dockerfile.Instruction::name)
                .toList();
        assertThat(names.lastIndexOf("USER")).isGreaterThan(names.lastIndexOf("RUN"));
    }

    /** A shell between would get the signals that the process is to hear. */
    @ParameterizedTest
    @MethodSource(ALL)
    void theProcessIsStartedWithoutAShell(Dockerfile dockerfile) {
        assertThat(dockerfile.last("ENTRYPOINT").words()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whatIsCopiedIsLetThroughByItsDockerignore(Dockerfile dockerfile) {
        List<String> kept = Repository.text(
                        dockerfile.file().resolveSibling(dockerfile.file().getFileName() + ".dockerignore"))
                .lines()
                .toList();

        assertThat(kept.get(0)).isEqualTo("*");
        assertThat(dockerfile.arguments("COPY"))
                .filteredOn(copy -> !copy.startsWith("--from"))
                .isNotEmpty()
                .allSatisfy(copy -> assertThat(kept.stream().skip(1))
                        .anySatisfy(line -> assertThat(copy).startsWith(beforeWildcard(line.substring(1)))));
    }

    private static String beforeWildcard(String pattern) {
        return pattern.contains("*") ? pattern.substring(0, pattern.indexOf('*')) : pattern;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void ownFilesInItExistAndProgramsCanBeRun(Dockerfile dockerfile) {
        for (String copy : dockerfile.arguments("COPY")) {
            String source = copy.split("\\s+", -1)[0];
            if (source.startsWith("deploy/images/")) {
                Path file = Repository.ROOT.resolve(source);
                assertThat(file).exists();
                if (!source.endsWith(".xml")) {
                    assertThat(Files.isExecutable(file)).as(source).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void settingsInItAreDocumented(Dockerfile dockerfile) {
        assertThat(dockerfile.environment())
                .filteredOn(variable -> variable.startsWith("REELFLOW_"))
                .allSatisfy(variable -> assertThat(Repository.settings()).containsKey(variable.split("=", 2)[0]));
    }
}
