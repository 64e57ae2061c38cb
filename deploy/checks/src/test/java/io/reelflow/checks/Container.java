package io.reelflow.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An image run as a cluster would, without a container engine: what its Dockerfile copies is laid over this machine's own
 * programs, in a mount namespace that is gone with the process; the whole is read-only but for {@code /tmp} and the volumes,
 * and the process is user 10001 without a capability. Only root can make one. The network is this machine's.
 */
final class Container implements AutoCloseable {
    /** $1: a folder of ours, with the layer: links into the repository, $2. Then variables and the command. */
    private static final String START = """
            set -euo pipefail
            cd "$1"
            mount -t tmpfs tmpfs root
            mkdir root/layer root/all root/layer/source
            tar -xf layer.tar -C root/layer
            mount -t overlay overlay -o lowerdir=root/layer:/ root/all
            cd root/all
            mount --rbind /proc proc
            mount --rbind /dev dev
            mount -t tmpfs -o mode=1777 tmpfs tmp
            mount --bind -o ro "$2" source
            while read -r source target; do mount --bind "$source" ".$target"; done <"$1/volumes"
            shift 2
            exec chroot . setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all \\
              --inh-caps=-all env -i "$@"
            """;

    private static final String USER = "reelflow:x:10001:10001::/tmp:/usr/sbin/nologin\n";

    private final String name;
    private final Path log;
    private final Process process;

    /**
     * @param folder becomes its own; its log stays there
     * @param volumes by where they are mounted; each is writable
     */
    Container(
            String image, Path folder, Map<String, String> environment, Map<String, Path> volumes, String... arguments)
            throws IOException, InterruptedException {
        Dockerfile dockerfile = Dockerfile.of(image);
        this.name = folder.getFileName().toString();
        this.log = folder.resolve("log");
        Files.createDirectories(folder.resolve("root"));
        layer(dockerfile, folder, volumes);

        var command = new ArrayList<>(List.of("unshare", "--mount", "bash", "-c", START, "container"));
        command.addAll(List.of(folder.toString(), Repository.ROOT.toString()));
        variables(dockerfile, environment).forEach((key, value) -> command.add(key + "=" + value));
        command.addAll(dockerfile.last("ENTRYPOINT").words());
        command.addAll(List.of(arguments));
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static Map<String, String> variables(Dockerfile dockerfile, Map<String, String> more) {
        var variables = new TreeMap<String, String>();
        variables.put("PATH", System.getProperty("java.home") + "/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        dockerfile.environment().forEach(one -> variables.put(one.split("=", 2)[0], one.split("=", 2)[1]));
        variables.putAll(more);
        return variables;
    }

    /** What COPY says, as links; what another stage made is left out. */
    private static void layer(Dockerfile dockerfile, Path folder, Map<String, Path> volumes)
            throws IOException, InterruptedException {
        Path layer = Files.createDirectories(folder.resolve("layer"));
        for (String copy : dockerfile.arguments("COPY")) {
            String[] words = copy.split("\\s+", -1);
            if (!copy.startsWith("--from")) {
                link(words[0], layer.resolve(words[1].substring(1)), words[1].endsWith("/"));
            }
        }
        if (dockerfile.arguments("RUN").stream().anyMatch(run -> run.contains("useradd -u 10001"))) {
            // Without a name of its user Hadoop's login, and with it Flink, does not start.
            Path users = Files.createDirectories(layer.resolve("etc")).resolve("passwd");
            Files.writeString(users, Files.readString(Path.of("/etc/passwd")) + USER);
        }
        var lines = new ArrayList<String>();
        for (Map.Entry<String, Path> volume : volumes.entrySet()) {
            Files.createDirectories(layer.resolve(volume.getKey().substring(1)));
            lines.add(volume.getValue() + " " + volume.getKey());
        }
        Files.write(folder.resolve("volumes"), lines);
        run("tar", "-cf", folder.resolve("layer.tar").toString(), "-C", layer.toString(), ".");
    }

    private static void link(String source, Path target, boolean into) throws IOException {
        for (Path file : sources(source)) {
            Path place = into ? target.resolve(file.getFileName()) : target;
            Files.createDirectories(place.resolveSibling(".").normalize());
            Files.createSymbolicLink(place, Path.of("/source").resolve(Repository.ROOT.relativize(file)));
        }
    }

    private static List<Path> sources(String source) {
        Path path = Repository.ROOT.resolve(source);
        if (source.endsWith("/")) {
            return Repository.files(path, "");
        }
        int star = source.lastIndexOf('*');
        if (star < 0) {
            return List.of(path);
        }
        String start = source.substring(source.lastIndexOf('/') + 1, star);
        return Repository.files(path.resolveSibling(".").normalize(), source.substring(star + 1)).stream()
                .filter(file -> file.getFileName().toString().startsWith(start))
                .toList();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    String log() {
        return name + ":\n" + Repository.text(log);
    }

    /** As a cluster does: asks it to end, and waits for a while. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
