package io.reelflow.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.address.WebAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {
    private static final HostPolicy POLICY =
            new HostPolicy(List.of("127.0.0.2:7070", "Media.Internal", "[::1]:8080"), HostPolicyTest::resolve);

    /** Literal addresses as the JDK reads them; names of this test's own making; no lookup ever. */
    private static InetAddress[] resolve(String host) throws UnknownHostException {
        return switch (host) {
            case "public.example" -> addresses("93.184.216.34", "2606:2800:220:1::1");
            case "inner.example" -> addresses("10.0.0.7");
            case "mixed.example" -> addresses("93.184.216.34", "127.0.0.1");
            case "unknown.example" -> throw new UnknownHostException(host);
            default -> addresses(host);
        };
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        var addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/a",
                "http://LOCALHOST:8080/a",
                "http://localhost./a",
                "http://foo.localhost/a",
                "http://printer.local/a",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://127.0.0.1/a",
                "http://127.0.0.2/a",
                "http://127.1/a",
                "http://0x7f000001/a",
                "http://0x7f.0.0.1/a",
                "http://0177.0.0.1/a",
                "http://2130706433/a",
                "http://127.0.0.1./a",
                "http://１２７.0.0.1/a",
                "http://127。0。0。1/a",
                "http://%31%32%37.0.0.1/a",
                "http://0/a",
                "http://0.0.0.0/a",
                "http://10.1.2.3/a",
                "http://172.16.0.1/a",
                "http://172.31.255.255/a",
                "http://192.168.1.1/a",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.64.0.1/a",
                "http://192.0.0.8/a",
                "http://192.0.2.1/a",
                "http://198.18.0.1/a",
                "http://198.51.100.7/a",
                "http://203.0.113.9/a",
                "http://224.0.0.1/a",
                "http://255.255.255.255/a",
                "http://[::]/a",
                "http://[::1]/a",
                "http://[0:0:0:0:0:0:0:1]/a",
                "http://[::ffff:127.0.0.1]/a",
                "http://[::ffff:7f00:1]/a",
                "http://[::127.0.0.1]/a",
                "http://[64:ff9b::7f00:1]/a",
                "http://[64:ff9b:1::1]/a",
                "http://[2002:7f00:1::]/a",
                "http://[2001::1]/a",
                "http://[2001:db8::1]/a",
                "http://[fe80::1]/a",
                "http://[fec0::1]/a",
                "http://[fd00::1]/a",
                "http://[ff02::1]/a",
                "http://inner.example/a",
                "http://mixed.example/a",
            })
    void whatIsNotPublicIsRefused(String url) throws Exception {
        assertThat(POLICY.allows(WebAddress.parse(url)).block()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:7070/a",
                "http://media.internal/a",
                "https://MEDIA.internal:9/a",
                "http://[::1]:8080/a",
                "http://93.184.216.34/a",
                "http://172.32.0.1/a",
                "http://[2606:2800:220:1::1]/a",
                "http://[2002:5db8:d822::]/a",
                "http://[64:ff9b::5db8:d822]/a",
                "http://public.example/a",
                "http://unknown.example/a",
            })
    void whatIsPublicOrAllowedOrUnknownIsTaken(String url) throws Exception {
        assertThat(POLICY.allows(WebAddress.parse(url)).block()).isTrue();
    }

    @Test
    void aNameIsLookedUpOnceForManyLines() throws Exception {
        var lookups = new AtomicInteger();
        var policy = new HostPolicy(List.of(), host -> {
            lookups.incrementAndGet();
            return resolve(host);
        });
        for (int i = 0; i < 1_000; i++) {
            assertThat(policy.allows(WebAddress.parse("http://public.example/" + i))
                            .block())
                    .isTrue();
            assertThat(policy.allows(WebAddress.parse("http://inner.example/" + i))
                            .block())
                    .isFalse();
        }
        assertThat(lookups).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "2a00:1450:4001:800::200e", "100.128.0.1", "192.88.98.1"})
    void publicAddressesArePublic(String address) throws Exception {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
    }
}
