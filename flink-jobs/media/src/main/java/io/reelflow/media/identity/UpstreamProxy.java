package io.reelflow.media.identity;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A proxy by which an identity asks: HTTP's CONNECT, or SOCKS 5 (RFC 1928, 1929). It is given checked addresses, never
 * names: what they mean must not be decided again beyond it. No message of it names the proxy.
 */
public final class UpstreamProxy {
    private static final int LONGEST_ANSWER = 8192;
    private static final int SOCKS = 5;

    private final boolean socks;
    private final String host;
    private final int port;
    private final @Nullable String user;
    private final String password;

    private UpstreamProxy(boolean socks, String host, int port, @Nullable String user, String password) {
        this.socks = socks;
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** @throws IllegalArgumentException it is not {@code http} or {@code socks5} with host and port */
    static UpstreamProxy of(URI url) {
        String scheme = String.valueOf(url.getScheme());
        boolean socks = scheme.equals("socks5") || scheme.equals("socks5h");
        if (!(socks || scheme.equals("http")) || url.getHost() == null || url.getPort() < 0) {
            throw new IllegalArgumentException("no proxy that we can use");
        }
        String info = url.getRawUserInfo();
        String[] login = info == null ? new String[0] : info.split(":", 2);
        return new UpstreamProxy(
                socks,
                url.getHost(),
                url.getPort(),
                login.length == 0 ? null : decoded(login[0]),
                login.length < 2 ? "" : decoded(login[1]));
    }

    /**
     * Connects to a checked address by way of the proxy.
     *
     * @param timeout milliseconds, for the connection and each of the proxy's answers
     */
    public Socket connect(InetSocketAddress to, int timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), timeout);
            socket.setSoTimeout(timeout);
            if (socks) {
                socks(socket, to);
            } else {
                http(socket, to);
            }
            socket.setSoTimeout(0);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("the identity's proxy does not connect us"); // its own words may name it
        }
    }

    private void http(Socket socket, InetSocketAddress to) throws IOException {
        String address = to.getAddress().getHostAddress();
        String target = (address.contains(":") ? "[" + address + "]" : address) + ":" + to.getPort();
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        if (user != null) {
            byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            request.append("Proxy-Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(login))
                    .append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!head(socket.getInputStream()).matches("(?s)HTTP/1\\.[01] 200[ \r].*")) {
            throw new IOException("refused");
        }
    }

    /** Up to its empty line and no further: what follows is the source's. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > LONGEST_ANSWER) {
                throw new IOException("no answer");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void socks(Socket socket, InetSocketAddress to) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        int method = user == null ? 0 : 2;
        out.write(new byte[] {SOCKS, 1, (byte) method});
        expect(in, SOCKS, method);
        if (user != null) {
            byte[] name = user.getBytes(StandardCharsets.UTF_8);
            byte[] secret = password.getBytes(StandardCharsets.UTF_8);
            out.writeByte(1);
            out.writeByte(name.length);
            out.write(name);
            out.writeByte(secret.length);
            out.write(secret);
            expect(in, 1, 0);
        }
        byte[] address = to.getAddress().getAddress();
        out.write(new byte[] {SOCKS, 1, 0, (byte) (address.length == 4 ? 1 : 4)});
        out.write(address);
        out.writeShort(to.getPort());
        expect(in, SOCKS, 0);
        in.readUnsignedByte();
        int type = in.readUnsignedByte();
        in.skipNBytes(2 + (type == 1 ? 4 : type == 4 ? 16 : in.readUnsignedByte()));
    }

    private static void expect(DataInputStream in, int... bytes) throws IOException {
        for (int each : bytes) {
            if (in.readUnsignedByte() != each) {
                throw new IOException("refused");
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "a proxy";
    }
}
