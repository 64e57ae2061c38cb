package io.reelflow.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void everyNameGetsAPortOfItsOwn() throws IOException {
        var names = Settings.portNames(3);
        assertThat(Ports.choose(names, Map.of(), Map.of()))
                .containsOnlyKeys(names)
                .values()
                .doesNotHaveDuplicates();
    }

    @Test
    void addressesStayTheSameFromStartToStart() throws IOException {
        var first = Ports.choose(List.of("a", "b"), Map.of(), Map.of());
        assertThat(Ports.choose(List.of("a", "b"), Map.of(), first)).isEqualTo(first);
    }

    @Test
    void aPortThatSomeoneTookMeanwhileIsReplaced() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var chosen = Ports.choose(List.of("a"), Map.of(), Map.of("a", taken.getLocalPort()));
            assertThat(chosen.get("a")).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void aPortThatWasAskedForAndIsTakenIsAnError() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.choose(List.of("a"), Map.of("a", taken.getLocalPort()), Map.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--port a=" + taken.getLocalPort());
        }
    }

    @Test
    void aPortForAnUnknownProcessNamesThoseThereAre() {
        assertThatThrownBy(() -> Ports.choose(List.of("kafka", "s3"), Map.of("kafak", 9092), Map.of()))
                .hasMessageContaining("kafak")
                .hasMessageContaining("kafka, s3");
    }
}
