package io.reelflow.local.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ports on loopback: those asked for, those of the last start where still free, else free ones. */
public final class Ports {
    private Ports() {}

    /**
     * A port for each name.
     *
     * @param asked ports that must be had
     * @param before ports of the last start, kept where they are free so that addresses stay the same
     * @throws IOException where a port that was asked for is taken, or a name is unknown
     */
    public static Map<String, Integer> choose(
            Collection<String> names, Map<String, Integer> asked, Map<String, Integer> before) throws IOException {
        for (String name : asked.keySet()) {
            if (!names.contains(name)) {
                throw new IOException(
                        "--port: there is no process " + name + "; there are " + String.join(", ", names));
            }
        }
        var chosen = new TreeMap<String, Integer>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String name : names) {
                ServerSocket socket = asked.containsKey(name)
                        ? asked(name, asked.getOrDefault(name, 0))
                        : kept(before.getOrDefault(name, 0));
                held.add(socket);
                chosen.put(name, socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return chosen;
    }

    private static ServerSocket asked(String name, int port) throws IOException {
        try {
            return bind(port);
        } catch (IOException e) {
            throw new IOException("--port " + name + "=" + port + ": the port is taken (" + e.getMessage() + ")", e);
        }
    }

    private static ServerSocket kept(int before) throws IOException {
        try {
            return bind(before);
        } catch (IOException e) {
            return bind(0);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
