package io.reelflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.local.process.Proc;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The promise of the README: one command, and a talk goes all the way. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DemoIT {
    @TempDir
    Path folder;

    private Launcher.Result reelflow(String... arguments) throws IOException, InterruptedException {
        return new Launcher(folder.resolve("home")).run(arguments);
    }

    @AfterEach
    void leaveNothing() throws Exception {
        assertThat(reelflow("down", "--purge").code()).isZero();
    }

    @Test
    void theSampleTalkGoesAllTheWay() throws Exception {
        Launcher.Result demo = reelflow("demo", "--once");

        assertThat(demo.output()).contains("Transcript", "Slides", "Clips", "transcribing", "generating_clips");
        assertThat(demo.code()).as(demo.output()).isZero();
        assertThat(folder.resolve("home/endpoints.json")).doesNotExist();
    }

    @Test
    void aJobOutlivesTheTaskManagerAndNothingOutlivesDown() throws Exception {
        Launcher.Result up = reelflow("up");
        assertThat(up.code()).as(up.output()).isZero();
        String talk = Launcher.TALK.toString();
        Launcher.Result sent = reelflow("submit", "--type", "transcription", talk);
        assertThat(sent.code()).as(sent.output()).isZero();

        ProcessHandle.of(endpoints().at("/processes/taskmanager/pid").asLong())
                .orElseThrow()
                .destroyForcibly();
        String id = Json.MAPPER.readTree(sent.output()).path("id").asString("");
        Launcher.Result watched = reelflow("watch", id);

        assertThat(watched.code()).as(watched.output()).isZero();
        assertThat(reelflow("status").code()).isZero();
        ProcessHandle.of(supervisor()).orElseThrow().destroyForcibly();
        List<Long> orphans = endpoints()
                .path("processes")
                .valueStream()
                .map(process -> process.path("pid").asLong())
                .toList();
        assertThat(orphans).hasSize(7).allMatch(DemoIT::lives);

        assertThat(reelflow("down").code()).isZero();
        assertThat(orphans).noneMatch(DemoIT::lives);
    }

    /** One that has ended, and that nobody has asked about yet, does not. */
    private static boolean lives(long pid) {
        return Proc.startTicks(pid).isPresent();
    }

    private JsonNode endpoints() throws IOException {
        return Json.MAPPER.readTree(Files.readAllBytes(folder.resolve("home/endpoints.json")));
    }

    private long supervisor() throws IOException {
        return Json.MAPPER
                .readTree(Files.readAllBytes(folder.resolve("home/run/supervisor.pid")))
                .path("pid")
                .asLong();
    }
}
