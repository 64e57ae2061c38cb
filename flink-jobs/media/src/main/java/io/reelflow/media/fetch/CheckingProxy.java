package io.reelflow.media.fetch;

import io.reelflow.media.identity.UpstreamProxy;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A SOCKS 5 proxy (RFC 1928, CONNECT without authentication) on loopback that connects to checked addresses only. A
 * program that resolves names by itself is held to them by it: it hands over the name and never sees an address. SOCKS
 * and not HTTP, because nothing of what passes needs to be read.
 */
final class CheckingProxy implements AutoCloseable {
    private static final int VERSION = 5;
    private static final int CONNECT_MILLIS = 20_000;
    private static final int OK = 0;
    private static final int NOT_ALLOWED = 2;
    private static final int HOST_UNREACHABLE = 4;
    private static final int COMMAND_NOT_SUPPORTED = 7;

    private final Names names;
    private final @Nullable UpstreamProxy upstream;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "checking-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable String refused;

    /** Gives the addresses of a host that may be reached. */
    @FunctionalInterface
    interface Names {
        List<InetSocketAddress> resolve(String host, int port) throws IOException;
    }

    /** @param upstream by which connections are made; null: by none */
    CheckingProxy(Names names, @Nullable UpstreamProxy upstream) throws IOException {
        this.names = names;
        this.upstream = upstream;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** For {@code --proxy}: names are resolved here. */
    String url() {
        return "socks5h://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** The last host that was asked for and is not public; null where there was none. */
    @Nullable
    String refused() {
        return refused;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Socket remote = connected(client);
            if (remote != null) {
                try (remote) {
                    sockets.add(remote);
                    threads.execute(() -> pump(client, remote));
                    pump(remote, client);
                } finally {
                    sockets.remove(remote);
                }
            }
        } catch (IOException e) {
            // one of the two hung up: the other hears it by our hanging up too
        } finally {
            sockets.remove(client);
        }
    }

    /** Greets, reads what is asked for, and answers. Null where the answer was no. */
    private @Nullable Socket connected(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.readUnsignedByte();
        in.skipNBytes(in.readUnsignedByte());
        client.getOutputStream().write(new byte[] {VERSION, 0});
        in.readUnsignedByte();
        int command = in.readUnsignedByte();
        in.readUnsignedByte();
        String host = host(in);
        int port = in.readUnsignedShort();
        if (command != 1 || host == null) {
            answer(client, COMMAND_NOT_SUPPORTED);
            return null;
        }
        try {
            Socket remote = connect(host, port);
            answer(client, OK);
            return remote;
        } catch (HostNotAllowedException e) {
            refused = host;
            answer(client, NOT_ALLOWED);
        } catch (IOException e) {
            answer(client, HOST_UNREACHABLE);
        }
        return null;
    }

    private static @Nullable String host(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        if (type == 3) {
            return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.ISO_8859_1);
        }
        if (type == 1 || type == 4) {
            return InetAddress.getByAddress(in.readNBytes(type == 1 ? 4 : 16)).getHostAddress();
        }
        return null;
    }

    private Socket connect(String host, int port) throws IOException {
        IOException last = new UnknownHostException(host);
        for (InetSocketAddress address : names.resolve(host, port)) {
            try {
                return upstream == null ? connect(address) : upstream.connect(address, CONNECT_MILLIS);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket remote = new Socket();
        try {
            remote.connect(address, CONNECT_MILLIS);
            return remote;
        } catch (IOException e) {
            remote.close();
            throw e;
        }
    }

    private static void answer(Socket client, int code) throws IOException {
        client.getOutputStream().write(new byte[] {VERSION, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more either way
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(CheckingProxy::close);
        threads.shutdownNow();
    }
}
