package io.reelflow.local.network;

import io.reelflow.local.home.Home;
import io.reelflow.local.process.Tool;
import java.io.IOException;
import java.util.List;

/** The program {@code ip}, which is given a line for each thing to do; what it says is in the home's log. */
record Ip(Home home) {

    /** The first line that fails ends it. */
    void here(List<String> lines) throws IOException, InterruptedException {
        run(List.of("ip", "-batch", "-"), lines);
    }

    /** As {@link #here}, in a network namespace. */
    void inside(String namespace, List<String> lines) throws IOException, InterruptedException {
        run(List.of("ip", "-netns", namespace, "-batch", "-"), lines);
    }

    /** As {@link #here}; does what can be done before it fails. */
    void asFarAsPossible(List<String> lines) throws IOException, InterruptedException {
        run(List.of("ip", "-force", "-batch", "-"), lines);
    }

    /** Not by a line, in which a path would be taken apart. */
    void own(String device) throws IOException, InterruptedException {
        String owner = home.dir().toString();
        Tool.run(List.of("ip", "link", "set", "dev", device, "alias", owner), home.log("network"), failure());
    }

    private void run(List<String> command, List<String> lines) throws IOException, InterruptedException {
        Tool.run(command, String.join("\n", lines) + "\n", home.log("network"), failure());
    }

    private String failure() {
        return "the network of " + home.dir() + " can not be changed";
    }
}
