package io.reelflow.ingest.submission;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Addresses that belong to the public internet: all but the special-purpose blocks of IANA (RFC 6890 and later). */
final class PublicAddresses {
    private static final List<Block> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "100::/64",
                    "2001:db8::/32",
                    "3fff::/20")
            .map(Block::parse)
            .toList();

    /** Of IPv6 only this block is given out as global unicast. */
    private static final Block GLOBAL_UNICAST = Block.parse("2000::/3");

    private static final Block SIX_TO_FOUR = Block.parse("2002::/16");
    private static final Block NAT64 = Block.parse("64:ff9b::/96");
    private static final Block TEREDO_AND_OTHERS = Block.parse("2001::/23");

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC.stream().noneMatch(block -> block.contains(bytes));
        }
        if (SIX_TO_FOUR.contains(bytes)) {
            return contains(v4(bytes, 2));
        }
        if (NAT64.contains(bytes)) {
            return contains(v4(bytes, 12));
        }
        return GLOBAL_UNICAST.contains(bytes)
                && !TEREDO_AND_OTHERS.contains(bytes)
                && NOT_PUBLIC.stream().noneMatch(block -> block.contains(bytes));
    }

    private static InetAddress v4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }

    /** The addresses that begin with the same bits. */
    private static final class Block {
        private final byte[] network;
        private final int bits;

        Block(byte[] network, int bits) {
            this.network = network;
            this.bits = bits;
        }

        static Block parse(String text) {
            int slash = text.indexOf('/');
            try {
                return new Block(
                        InetAddress.getByName(text.substring(0, slash)).getAddress(),
                        Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
