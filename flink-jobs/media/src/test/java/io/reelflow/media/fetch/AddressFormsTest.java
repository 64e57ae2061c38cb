package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.SourceKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However an inner address is written, and whoever leads there: nothing connects to it. */
@SuppressWarnings("NullAway.Init") // opened before all
class AddressFormsTest {
    /** PORT stands for that of a socket on loopback that counts who connects. */
    private static final List<String> HOSTS = List.of(
            "127.0.0.1",
            "127.0.0.2",
            "127.255.255.254",
            "127.1",
            "127.0.1",
            "0",
            "0.0.0.0",
            "0.0.0.1", // IPv4, short
            "2130706433",
            "017700000001",
            "0x7f000001",
            "0x7f.0.0.1",
            "0x7f.1",
            "0X7F.0x0.0x0.0x1", // one number, hex
            "0177.0.0.1",
            "0177.1",
            "00000177.0.0.1",
            "127.0.0.01",
            "127.0x1", // octal, mixed
            "10.0.0.1",
            "172.16.0.1",
            "192.168.0.1",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "169.254.169.254",
            "100.100.100.200",
            "192.0.0.192",
            "[fd00:ec2::254]",
            "2852039166", // of clouds
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[::ffff:0:127.0.0.1]",
            "[64:ff9b::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::7f00:1]", // NAT64
            "[2002:7f00:1::]",
            "[2002:7f00:1::1]",
            "[2001:0:7f00:1::1]",
            "[2001::80ff:fffe]", // 6to4, Teredo
            "[fe80::1]",
            "[fe80::1%25lo]",
            "[::1%25lo]",
            "[::1%251]",
            "[fec0::1]",
            "[fc00::1]",
            "[ff02::1]",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "talks.localhost",
            "127.0.0.1.",
            "[::1].", // names, trailing dots
            "user@127.0.0.1",
            "8.8.8.8@127.0.0.1",
            "8.8.8.8:80@127.0.0.1",
            "user:8.8.8.8@localhost",
            "127.0.0.1%2f",
            "127.0.0.1%00.example.com",
            "8.8.8.8\\@127.0.0.1",
            "127。0。0。1",
            "①②⑦.⓪.⓪.①",
            "ⓛocalhost",
            "１２７.０.０.１",
            "١٢٧.٠.٠.١");

    private static final List<String> OTHERS = List.of(
            "file:///etc/passwd",
            "file://localhost/etc/passwd",
            "FILE:/etc/passwd",
            "ftp://127.0.0.1:PORT/a.mp4",
            "gopher://127.0.0.1:PORT/_GET",
            "data:video/mp4;base64,AAAA",
            "dict://127.0.0.1:PORT/",
            "//127.0.0.1:PORT/",
            "jar:http://127.0.0.1:PORT/a.jar!/a.mp4",
            "http:127.0.0.1:PORT/a.mp4",
            "http:///127.0.0.1:PORT/a.mp4",
            "http://127.0.0.1:PORT#@8.8.8.8/",
            "http://127.0.0.1:PORT?@8.8.8.8/",
            "http://127.0.0.1:0PORT/",
            "http://127.0.0.1:PORT:80/",
            "http://:PORT/",
            "http://localhost:+PORT/",
            "hTTps://127.0.0.1:PORT/a.mp4");

    private static final AtomicInteger connections = new AtomicInteger();
    private static ServerSocket canary;

    @TempDir
    Path directory;

    @BeforeAll
    static void listen() throws IOException {
        canary = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread thread = new Thread(AddressFormsTest::count);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterAll
    static void close() throws IOException {
        canary.close();
    }

    @AfterEach
    void nothingHasConnected() {
        assertThat(connections).hasValue(0);
    }

    static Stream<String> addresses() {
        Stream<String> http = HOSTS.stream().map(host -> "http://" + host + ":PORT/film.mp4");
        return Stream.concat(http, OTHERS.stream());
    }

    static Stream<String> hosts() {
        return HOSTS.stream().filter(host -> !host.contains("@")).map(host -> host.replaceAll("[\\[\\]]", ""));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void anAddressIsNotFetched(String form) {
        assertRefused(withPort(form), List.of());
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void noRedirectLeadsThere(String form) throws IOException {
        try (SourceSite site = new SourceSite()) {
            // What names no scheme is an address on the same site to a redirect.
            String to = withPort(form.startsWith("//") ? "http:" + form : form);
            site.redirect("/film.mp4", ascii(to));
            assertRefused(site.url("/film.mp4"), List.of(site.host()));
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void theProxyOfYtDlpDoesNotConnect(String host) throws IOException {
        try (CheckingProxy proxy = new CheckingProxy(new HostCheck(List.of())::resolve, null)) {
            URI url = URI.create(proxy.url());
            Proxy socks =
                    new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()));
            try (Socket socket = new Socket(socks)) {
                assertThatThrownBy(() ->
                                socket.connect(InetSocketAddress.createUnresolved(host, canary.getLocalPort()), 10_000))
                        .isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void theCanaryHearsWhoMayConnect() throws IOException {
        String host = "127.0.0.1:" + canary.getLocalPort();
        assertThatThrownBy(() -> fetch("http://" + host + "/film.mp4", List.of(host)))
                .isInstanceOf(MediaException.class);
        assertThat(connections.getAndSet(0)).isPositive();
    }

    private void assertRefused(String url, List<String> allowed) {
        assertThatThrownBy(() -> fetch(url, allowed))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.URL_NOT_ALLOWED));
    }

    private void fetch(String url, List<String> allowed) throws Exception {
        new FetchTask(SmallMedia.CONFIG)
                .run(
                        new FetchRequest(url, SourceKind.WEB, null, false, false, 1 << 20, 60, allowed),
                        directory,
                        Progress.NONE);
    }

    private static String withPort(String form) {
        return form.replace("PORT", Integer.toString(canary.getLocalPort()));
    }

    /** A header as a server would send it. */
    private static String ascii(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void count() {
        while (!canary.isClosed()) {
            try {
                Socket who = canary.accept();
                connections.incrementAndGet();
                who.close();
            } catch (IOException e) {
                return; // closed
            }
        }
    }
}
