package io.reelflow.media.fetch;

import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to the public internet: none of IANA's special-purpose registries (RFC 6890 and later), and of
 * IPv6 only what is assigned as global unicast, without the ranges that carry an IPv4 address inside.
 */
final class PublicAddress {
    private static final List<Range> NOT_PUBLIC_4 = List.of(
            new Range(0, 0, 0, 0, 8),
            new Range(10, 0, 0, 0, 8),
            new Range(100, 64, 0, 0, 10),
            new Range(127, 0, 0, 0, 8),
            new Range(169, 254, 0, 0, 16),
            new Range(172, 16, 0, 0, 12),
            new Range(192, 0, 0, 0, 24),
            new Range(192, 0, 2, 0, 24),
            new Range(192, 88, 99, 0, 24),
            new Range(192, 168, 0, 0, 16),
            new Range(198, 18, 0, 0, 15),
            new Range(198, 51, 100, 0, 24),
            new Range(203, 0, 113, 0, 24),
            new Range(224, 0, 0, 0, 3));

    private static final Range GLOBAL_6 = new Range(0x20, 0, 0, 0, 3);
    private static final List<Range> NOT_PUBLIC_6 = List.of(
            new Range(0x20, 0x01, 0x00, 0, 23), // protocol assignments; Teredo (2001::/32) carries IPv4
            new Range(0x20, 0x01, 0x0d, 0xb8, 32),
            new Range(0x20, 0x02, 0, 0, 16), // 6to4 carries IPv4
            new Range(0x3f, 0xff, 0, 0, 20));

    private PublicAddress() {}

    /** IPv4-mapped IPv6 addresses are IPv4 ones to Java. */
    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return NOT_PUBLIC_4.stream().noneMatch(range -> range.contains(bytes));
        }
        return GLOBAL_6.contains(bytes) && NOT_PUBLIC_6.stream().noneMatch(range -> range.contains(bytes));
    }

    /** The first four bytes of a network, and how many of their bits count. */
    private record Range(int a, int b, int c, int d, int bits) {
        boolean contains(byte[] address) {
            int first = bits(address[0] & 255, address[1] & 255, address[2] & 255, address[3] & 255);
            return (first ^ bits(a, b, c, d)) >>> (32 - bits) == 0;
        }

        private static int bits(int a, int b, int c, int d) {
            return a << 24 | b << 16 | c << 8 | d;
        }
    }
}
