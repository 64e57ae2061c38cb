package io.reelflow.local.command;

import io.reelflow.local.home.Home;
import io.reelflow.local.network.Lan;
import io.reelflow.local.process.Teardown;
import java.io.IOException;
import java.util.Optional;

/** Ends all of a home: its processes, then the network that some of them had. */
final class Ending {
    private Ending() {}

    static void everything(Home home) throws IOException, InterruptedException {
        Teardown.everything(home);
        Optional<Lan> lan = Lan.of(home);
        if (lan.isPresent()) {
            lan.get().remove();
        }
    }
}
