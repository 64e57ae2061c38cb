package io.reelflow.media.fetch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A proxy on loopback that speaks HTTP's CONNECT and SOCKS 5 at one port, and lets in who knows its password. */
final class TestProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> connections = new CopyOnWriteArrayList<>();
    private final String user;
    private final String password;

    TestProxy(String user, String password) throws IOException {
        this.user = user;
        this.password = password;
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    threads.execute(() -> serve(client));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** {@code HOST:PORT} that it was asked for, in order. */
    List<String> connections() {
        return connections;
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            int first = in.readUnsignedByte();
            String target = first == 5 ? socks(in, out) : http(first, in, out);
            if (target == null) {
                return;
            }
            connections.add(target);
            String[] parts = target.split(":", 2);
            try (Socket remote = new Socket(parts[0], Integer.parseInt(parts[1]))) {
                threads.execute(() -> pump(client, remote));
                remote.getInputStream().transferTo(client.getOutputStream());
            }
        } catch (IOException e) {
            // one of the two hung up
        }
    }

    private @Nullable String http(int first, DataInputStream in, DataOutputStream out) throws IOException {
        StringBuilder head = new StringBuilder().append((char) first);
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        boolean known = head.indexOf("Proxy-Authorization: Basic " + login) > 0;
        out.write((known ? "HTTP/1.1 200 OK\r\n\r\n" : "HTTP/1.1 407 Who are you\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return known ? head.toString().split(" ", 3)[1] : null;
    }

    private @Nullable String socks(DataInputStream in, DataOutputStream out) throws IOException {
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 2});
        in.readUnsignedByte();
        String name = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
        String secret = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
        boolean known = name.equals(user) && secret.equals(password);
        out.write(new byte[] {1, (byte) (known ? 0 : 1)});
        if (!known) {
            return null;
        }
        in.skipNBytes(4);
        String address = InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
        String target = address + ":" + in.readUnsignedShort();
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return target;
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one of the two hung up
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
