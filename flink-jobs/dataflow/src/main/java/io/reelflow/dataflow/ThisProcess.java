package io.reelflow.dataflow;

import io.reelflow.dataflow.purge.Tombstones;
import io.reelflow.dataflow.purge.VideoRows;
import io.reelflow.dataflow.sink.KafkaEventPublisher;
import io.reelflow.dataflow.stage.StageSettings;
import io.reelflow.dataflow.stage.WorkLine;
import io.reelflow.dataflow.stage.Workplace;
import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.dataflow.webhook.WebhookSender;
import io.reelflow.media.analyze.endpoint.EndpointSettings;
import io.reelflow.media.worker.WorkerPool;
import io.reelflow.media.worker.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;

/** The workplace of a TaskManager: made from its environment when the first operator opens, and kept until it ends. */
enum ThisProcess {
    INSTANCE;

    @SuppressWarnings("ImmutableEnumChecker") // the one mutable thing there is to share
    private final Workplace workplace = open(System.getenv());

    static Workplace workplace() {
        return INSTANCE.workplace;
    }

    /**
     * Opens it in the class loader of this process: that of the task which happens to come first is closed when the
     * dataflow restarts, and threads and static fields that outlive it would keep it, broken, for ever.
     */
    private static Workplace open(Map<String, String> environment) {
        Thread thread = Thread.currentThread();
        ClassLoader ofTask = thread.getContextClassLoader();
        thread.setContextClassLoader(ThisProcess.class.getClassLoader());
        try {
            return opened(environment);
        } finally {
            thread.setContextClassLoader(ofTask);
        }
    }

    private static Workplace opened(Map<String, String> environment) {
        DataflowConfig config = DataflowConfig.fromEnvironment(environment);
        WorkerSettings workers = WorkerSettings.fromEnvironment(environment);
        EndpointSettings endpoint = workers.media().endpoint();
        var tombstones = new Tombstones();
        try {
            Workplace workplace = new Workplace(
                    new KafkaEventPublisher(config.kafka()),
                    new ArtifactStore(config.storage()),
                    new WorkerPool(workers),
                    new StageSettings(
                            config.maxSourceBytes(),
                            config.maxSourceLength().toSeconds(),
                            config.allowedHosts(),
                            endpoint == null ? null : endpoint.shape(),
                            workers.media().identities(),
                            config.machine()),
                    Clock.systemUTC(),
                    config.workDirectory().resolve("dataflow"),
                    config.cacheBytes(),
                    WorkLine.threads(workers.permits()),
                    config.grace(),
                    config.webhookSecret() == null
                            ? null
                            : new WebhookSender(config.webhookSecret(), config.allowedHosts(), Clock.systemUTC()),
                    tombstones,
                    new VideoRows(
                            config.postgres().url(),
                            config.postgres().user(),
                            config.postgres().password()));
            var unused = WorkStops.listen(config.kafka(), Clock.systemUTC(), workplace::stop);
            var unusedReports = WorkStops.reports(config.kafka(), Clock.systemUTC(), workplace::hear);
            var unusedToo = tombstones.follow(config.kafka(), workplace::bury);
            return workplace;
        } catch (IOException e) {
            throw new UncheckedIOException("the workplace of this process could not be opened", e);
        }
    }
}
