package io.reelflow.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void areMadeOnceAndOnlyTheirOwnerReadsThem() throws IOException {
        Home home = new Home(folder.resolve("one")).create();
        Secrets first = Secrets.of(home);

        assertThat(Secrets.of(home)).isEqualTo(first);
        for (Path file : new Path[] {home.secrets(), home.keys()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.dir())))
                .isEqualTo("rwx------");
    }

    @Test
    void noTwoHomesShareAny() throws IOException {
        Secrets one = Secrets.of(new Home(folder.resolve("one")).create());
        Secrets two = Secrets.of(new Home(folder.resolve("two")).create());
        assertThat(one.keys().admin()).isNotEqualTo(two.keys().admin());
        assertThat(one.postgresPassword()).isNotEqualTo(two.postgresPassword());
        assertThat(one.signingSecret()).isNotEqualTo(two.signingSecret());
    }

    @Test
    void servicesSeeHashesAndRolesButNoKey() throws IOException {
        Home home = new Home(folder).create();
        Secrets secrets = Secrets.of(home);
        var keys = Json.MAPPER.readTree(Files.readAllBytes(home.keys())).path("keys");

        assertThat(Files.readString(home.keys())).doesNotContain(secrets.keys().admin());
        assertThat(keys.size()).isEqualTo(3);
        assertThat(keys.get(2).path("roles").toString()).isEqualTo("[\"read\"]");
        assertThat(keys.get(0).path("sha256").asString("")).matches("[0-9a-f]{64}");
    }
}
