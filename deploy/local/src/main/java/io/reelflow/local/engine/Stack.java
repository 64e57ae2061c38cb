package io.reelflow.local.engine;

import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.local.home.Secrets;
import io.reelflow.local.home.Settings;
import io.reelflow.local.network.Lan;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Component;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that runs for one home, and how the parts find each other.
 *
 * @param lan of the TaskManagers' machines; null where all is on this one
 */
public record Stack(
        Install install,
        Home home,
        Settings settings,
        Secrets secrets,
        @Nullable Lan lan) {
    static final String LOOPBACK = "127.0.0.1";

    /** That of a home that was started before; empty where it never was. */
    public static Optional<Stack> of(Install install, Home home) throws IOException {
        Optional<Settings> settings = Settings.of(home);
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Lan lan = settings.get().namespaces() ? Lan.of(home).orElse(null) : null;
        return Optional.of(new Stack(install, home, settings.get(), Secrets.of(home), lan));
    }

    /** What is started side by side, one phase after the other: first what keeps data, then what works on it. */
    public List<List<Component>> phases() {
        List<Component> engines = List.of(
                new Kafka(install, home, settings, host()),
                new Postgres(install, home, secrets, lan, settings.port("postgres")),
                new S3(install, home, secrets, host(), settings.port("s3")));
        var ours = new ArrayList<Component>();
        ours.add(HttpService.statusService(this));
        ours.add(HttpService.ingestApi(this));
        ours.add(new JobManager(this));
        for (String name : Settings.taskManagerNames(settings.taskManagers())) {
            ours.add(new TaskManager(this, name));
        }
        return List.of(engines, ours);
    }

    /**
     * The same for what runs and is replaced: one after the other, and who reads messages before who writes them. The
     * dataflow is one, wherever it runs.
     */
    public List<List<Component>> oneByOne() {
        var phases = new ArrayList<List<Component>>();
        var dataflow = new ArrayList<Component>();
        var writers = new ArrayList<List<Component>>();
        for (Component component : components()) {
            if (component instanceof JobManager || component instanceof TaskManager) {
                dataflow.add(component);
            } else if (component.name().equals("ingest-api")) {
                writers.add(List.of(component));
            } else {
                phases.add(List.of(component));
            }
        }
        phases.add(dataflow);
        phases.addAll(writers);
        return phases;
    }

    public List<Component> components() {
        return phases().stream().flatMap(List::stream).toList();
    }

    /** The environment of whatever of ours runs here. */
    Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        environment.put("REELFLOW_KAFKA", kafka());
        environment.put("REELFLOW_STORAGE", "s3a://" + S3.BUCKET);
        environment.put("REELFLOW_S3_ENDPOINT", reached("s3"));
        environment.put("REELFLOW_S3_REGION", S3.REGION);
        environment.put("REELFLOW_S3_ACCESS_KEY", secrets.s3AccessKey());
        environment.put("REELFLOW_S3_SECRET_KEY", secrets.s3SecretKey());
        environment.put("REELFLOW_POSTGRES_URL", Postgres.url(host(), settings.reached("postgres")));
        environment.put("REELFLOW_POSTGRES_USER", Postgres.USER);
        environment.put("REELFLOW_POSTGRES_PASSWORD", secrets.postgresPassword());
        environment.put("REELFLOW_ANALYST_PASSWORD", secrets.analystPassword());
        environment.put("REELFLOW_SIGNING_SECRET", secrets.signingSecret());
        environment.put("REELFLOW_WEBHOOK_SECRET", Objects.requireNonNull(secrets.webhookSecret()));
        environment.put("REELFLOW_ALLOW_HOSTS", String.join(",", settings.allowHosts()));
        environment.put("REELFLOW_KEYS_FILE", home.keys().toString());
        environment.put("REELFLOW_INGEST_URL", reached("ingest-api"));
        environment.put("REELFLOW_FLINK_URL", url("jobmanager"));
        environment.put("REELFLOW_DISK_FOLDERS", home.dir().toString());
        environment.put("REELFLOW_CACHE", install.cache().toString());
        environment.put("REELFLOW_SEARCH_DIR", home.data().resolve("search").toString());
        return environment;
    }

    /** {@link #environment()} of a service that listens. */
    Map<String, String> environment(int port) {
        var environment = new TreeMap<>(environment());
        environment.put("REELFLOW_HOST", "127.0.0.1");
        environment.put("REELFLOW_PORT", Integer.toString(port));
        return environment;
    }

    /** The address at which TaskManagers find what they work with. */
    String host() {
        return lan == null ? LOOPBACK : lan.host();
    }

    Machine machine(String taskManager) {
        return new Machine(home, taskManager, lan);
    }

    String kafka() {
        return host() + ":" + settings.reached("kafka");
    }

    /** Where the others find it. */
    private String reached(String process) {
        String address = process.equals("s3") ? host() : LOOPBACK;
        return "http://" + address + ":" + settings.reached(process);
    }

    /** Its own address, on this machine. */
    String url(String process) {
        return "http://" + LOOPBACK + ":" + settings.port(process);
    }

    /** As they are now. */
    public Endpoints endpoints() throws IOException {
        var processes = new TreeMap<String, Endpoints.Address>();
        for (Component component : components()) {
            long pid = Children.pid(home, component.name()).orElse(0L);
            processes.put(component.name(), new Endpoints.Address(pid, component.port()));
        }
        return new Endpoints(
                url("status-service"),
                url("ingest-api"),
                url("status-service") + "/",
                url("jobmanager"),
                secrets.keys(),
                kafka(),
                new Endpoints.Postgres(
                        Postgres.url(settings.port("postgres")),
                        Postgres.USER,
                        secrets.postgresPassword(),
                        "analyst",
                        secrets.analystPassword()),
                new Endpoints.S3(
                        "http://" + host() + ":" + settings.port("s3"),
                        S3.REGION,
                        S3.BUCKET,
                        secrets.s3AccessKey(),
                        secrets.s3SecretKey()),
                secrets.webhookSecret(),
                processes,
                metrics());
    }

    /** Where Prometheus finds what each process measures. */
    private Map<String, String> metrics() {
        var pages = new TreeMap<String, String>();
        for (String service : List.of("ingest-api", "status-service")) {
            pages.put(service, url(service) + "/actuator/prometheus");
        }
        settings.ports().keySet().stream()
                .filter(name -> name.endsWith(Settings.metricsOf("")))
                .forEach(name -> {
                    String process = name.substring(
                            0, name.length() - Settings.metricsOf("").length());
                    String host = process.equals("jobmanager")
                            ? LOOPBACK
                            : machine(process).host();
                    pages.put(process, "http://" + host + ":" + settings.port(name) + "/metrics");
                });
        return pages;
    }
}
