package io.reelflow.local.network;

import io.reelflow.local.process.Tool;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What can happen to the cable of a machine; all of it goes with the network. */
public record Cable(Lan lan, String taskManager) {

    /** Pulls it out at the other end: whatever is sent is gone, and nobody is told. */
    public void cut() throws IOException, InterruptedException {
        lan.ip().here(List.of("link set dev " + lan.cable(taskManager) + " nomaster"));
    }

    /** Puts it back. */
    public void mend() throws IOException, InterruptedException {
        lan.ip().here(List.of("link set dev " + lan.cable(taskManager) + " master " + lan.bridge()));
    }

    /** Lets no more than that through, each way. */
    public void slow(int kilobits) throws IOException, InterruptedException {
        String bucket = "root tbf rate " + kilobits + "kbit burst 32kb latency 200ms";
        tc(List.of("tc"), "qdisc replace dev " + lan.cable(taskManager) + " " + bucket);
        tc(List.of("tc", "-netns", lan.cable(taskManager)), "qdisc replace dev eth0 " + bucket);
    }

    /** Takes the limit away. */
    public void unlimited() throws IOException, InterruptedException {
        tc(List.of("tc"), "qdisc delete dev " + lan.cable(taskManager) + " root");
        tc(List.of("tc", "-netns", lan.cable(taskManager)), "qdisc delete dev eth0 root");
    }

    private void tc(List<String> program, String line) throws IOException, InterruptedException {
        Tool.run(
                Stream.concat(program.stream(), Stream.of("-batch", "-")).toList(),
                line + "\n",
                lan.home().log("network"),
                "the cable of " + taskManager + " can not be changed");
    }
}
