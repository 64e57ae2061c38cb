package io.reelflow.bench.stack;

import io.reelflow.local.engine.Install;
import io.reelflow.media.MediaConfig;
import io.reelflow.media.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Media tools and workers of an installation, for measurements without a stack. */
public final class MediaSetup {
    private MediaSetup() {}

    public static MediaConfig config(Install install) {
        return MediaConfig.fromEnvironment(environment(install));
    }

    /** @param folder for scratch files and {@code worker.log}, where the environment names no other */
    public static WorkerSettings workers(Install install, Path folder) throws IOException {
        Map<String, String> environment = environment(install);
        environment.putIfAbsent("REELFLOW_WORK_DIR", folder.toString());
        environment.putIfAbsent("REELFLOW_WORKER_CLASSPATH", install.classpath("flink-jobs/dataflow"));
        environment.putIfAbsent(
                "REELFLOW_WORKER_LOG", folder.resolve("worker.log").toString());
        return WorkerSettings.fromEnvironment(environment);
    }

    private static Map<String, String> environment(Install install) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("REELFLOW_CACHE", install.cache().toString());
        return environment;
    }
}
