package io.reelflow.bench.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    @Test
    void mappingsOfAStretchAreAddedUp() {
        List<String> smaps = List.of(
                "e0000000-e0aa0000 rw-p 00000000 00:00 0 ",
                "Size:              10880 kB",
                "Rss:               10240 kB",
                "Pss:               10240 kB",
                "f0000000-f0100000 ---p 00000000 00:00 0 ",
                "Rss:                1024 kB",
                "7f1000000000-7f1000100000 rw-p 00000000 00:00 0 ",
                "Rss:                2048 kB",
                "7f2000000000-7f2000100000 r-xp 00000000 08:01 42    /usr/lib/libwhisper.so",
                "Rss:                 512 kB");

        assertThat(ProcessMemory.within(smaps, 0xe0000000L, 0x100000000L)).isEqualTo(11);
        assertThat(ProcessMemory.within(smaps, 0xe0000000L, 0xf0000000L)).isEqualTo(10);
    }

    @Test
    void aJvmSaysWhereItsHeapLies() throws Exception {
        long self = ProcessHandle.current().pid();

        double beside = ProcessMemory.ofJvm(self).besideHeap();

        assertThat(beside).isPositive().isLessThan(ProcessMemory.peak(self));
    }

    @Test
    void growthComparesTheFirstTenthWithTheLast() {
        var growth = new Growth();
        assertThat(growth.fromFirstToLastTenth()).isNaN();
        for (int i = 0; i < 40; i++) {
            growth.add(200 + i);
        }

        assertThat(growth.fromFirstToLastTenth()).isEqualTo(36, within(1e-9));
        assertThat(growth.lastQuarterBesideSecond()).isEqualTo(234.5 / 214.5, within(1e-9));
        assertThat(growth.most()).isEqualTo(239);
        assertThat(growth.count()).isEqualTo(40);
    }
}
