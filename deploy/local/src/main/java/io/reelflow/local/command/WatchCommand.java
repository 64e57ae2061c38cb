package io.reelflow.local.command;

import io.reelflow.local.client.Api;
import io.reelflow.local.client.ProgressLine;
import io.reelflow.local.home.Endpoints;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code watch}. */
@Command(name = "watch", description = "Follows a job to its end. Exit code 0 only if it completed.")
public final class WatchCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var api = new Api(Endpoints.of(home.home()));
        var line = new ProgressLine(spec.commandLine().getOut(), Terminal.isOutput());
        JsonNode end = api.follow(id, line::show);
        JsonNode error = end.path("error");
        if (error.isObject()) {
            spec.commandLine()
                    .getErr()
                    .println(error.path("code").asString("") + ": "
                            + error.path("message").asString(""));
        }
        return end.path("status").asString("").equals("completed") ? 0 : 1;
    }
}
