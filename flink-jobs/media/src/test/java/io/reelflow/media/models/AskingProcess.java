package io.reelflow.media.models;

import io.reelflow.media.models.Origin.Download;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that asks for the model "small", holds it, and ends with its standard input. */
final class AskingProcess {
    private AskingProcess() {}

    /** Arguments: folder, limit, address, bytes, SHA-256. */
    public static void main(String[] arguments) throws Exception {
        Origin origin = new Origin(
                "our site", Long.parseLong(arguments[3]), arguments[4], new Download(URI.create(arguments[2])));
        Models models = new Models(
                ModelSite.config(Path.of(arguments[0]), Long.parseLong(arguments[1])),
                List.of(ModelSite.model("small", origin)),
                ModelSite.http(),
                Duration.ZERO);
        Models.Lease lease = models.lease("small", AskingProcess::say);
        say("holds " + lease.file().getFileName());
        System.in.readAllBytes();
        lease.close();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
