package io.reelflow.local.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequirementsTest {
    @Test
    void whoeverIsNotRootIsToldSo() {
        assertThatThrownBy(() -> Requirements.check("ann", "/usr/sbin:/usr/bin"))
                .hasMessage("--namespaces: only root may make network namespaces, you are ann");
    }

    @Test
    void whatIsMissingIsNamedWithItsRemedy() {
        assertThatThrownBy(() -> Requirements.check("root", "/nowhere"))
                .hasMessageContaining("missing ip, tc, nsenter, unshare, mount")
                .hasMessageContaining("apt-get install -y iproute2 util-linux");
    }
}
