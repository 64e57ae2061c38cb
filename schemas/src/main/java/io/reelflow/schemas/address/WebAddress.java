package io.reelflow.schemas.address;

import io.reelflow.schemas.job.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.InvalidUrlException;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * An http(s) address, parsed as browsers parse it (WHATWG) and written in one way: lower-case scheme and host (in
 * Punycode; numbers as dotted IPv4), no default port, no fragment, no dot segments, only what must be is
 * percent-encoded. The query stays as it is and in its order, since servers may sign or count on it; only what link
 * trackers add is dropped, and not even that from a signed address.
 *
 * @param port -1 where it is the scheme's own
 */
public record WebAddress(
        String scheme,
        String host,
        int port,
        String path,
        @Nullable String query) {
    public static final int LONGEST = 4096;

    private static final Set<String> TRACKERS =
            Set.of("fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid");

    private static final List<String> SIGNATURES = List.of("sig", "hmac", "token", "policy", "hash", "expires", "key");

    /** What RFC 3986 allows in a path or query as it is, besides letters and digits. */
    private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

    public static WebAddress parse(String text) throws AddressException {
        WebAddress exact = exactly(text);
        return new WebAddress(exact.scheme, exact.host, exact.port, exact.path, withoutTrackers(exact.query));
    }

    /** The same, but with all of its query: an address of a client's own server. */
    public static WebAddress exactly(String text) throws AddressException {
        if (text.length() > LONGEST) {
            throw new AddressException(AddressException.INVALID, "must have at most " + LONGEST + " characters");
        }
        UriComponents parsed = parsed(text);
        String scheme = parsed.getScheme();
        String host = parsed.getHost();
        if (scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new AddressException(
                    ErrorCode.URL_NOT_ALLOWED.word(),
                    "must be an http or https address, not \"" + shorten(text) + "\"");
        }
        if (host == null || host.isEmpty() || !text.strip().matches("(?is)https?://[^/\\\\].*")) {
            throw new AddressException(AddressException.INVALID, "must name a host");
        }
        if (parsed.getUserInfo() != null) {
            throw new AddressException(
                    AddressException.INVALID, "must not carry a user name or password: addresses are shown to others");
        }
        String path = parsed.getPath();
        return new WebAddress(
                scheme,
                withoutTrailingDot(host.toLowerCase(Locale.ROOT)),
                parsed.getPort() == (scheme.equals("http") ? 80 : 443) ? -1 : parsed.getPort(),
                path == null || path.isEmpty() ? "/" : encode(path),
                parsed.getQuery() == null || parsed.getQuery().isEmpty() ? null : encode(parsed.getQuery()));
    }

    private static UriComponents parsed(String text) throws AddressException {
        try {
            return UriComponentsBuilder.fromUriString(text, UriComponentsBuilder.ParserType.WHAT_WG)
                    .build();
        } catch (InvalidUrlException e) {
            throw new AddressException(
                    AddressException.INVALID,
                    "must be a complete http or https address, not \"" + shorten(text) + "\"");
        }
    }

    public int effectivePort() {
        return port >= 0 ? port : scheme.equals("http") ? 80 : 443;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port) + path + (query == null ? "" : "?" + query);
    }

    private static String withoutTrailingDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static @Nullable String withoutTrackers(@Nullable String query) {
        if (query == null) {
            return null;
        }
        List<String> pairs = List.of(query.split("&", -1));
        Stream<String> kept = pairs.stream().anyMatch(WebAddress::isSignature)
                ? pairs.stream()
                : pairs.stream().filter(pair -> !isTracker(pair));
        String joined = String.join("&", kept.toList());
        return joined.isEmpty() ? null : joined;
    }

    private static boolean isTracker(String pair) {
        return name(pair).startsWith("utm_") || TRACKERS.contains(name(pair));
    }

    private static boolean isSignature(String pair) {
        return SIGNATURES.stream().anyMatch(name(pair)::contains);
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return (equals < 0 ? pair : pair.substring(0, equals)).toLowerCase(Locale.ROOT);
    }

    /** Escapes what must be, unescapes letters, digits and {@code -._~}, writes hex digits in upper case. */
    private static String encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var encoded = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
                char value = (char) (HexFormat.fromHexDigit(bytes[i + 1]) * 16 + HexFormat.fromHexDigit(bytes[i + 2]));
                encoded.append(isUnreserved(value) ? String.valueOf(value) : escape((byte) value));
                i += 2;
            } else if (isAlphanumeric(bytes[i]) || PLAIN.indexOf(bytes[i]) >= 0) {
                encoded.append((char) bytes[i]);
            } else {
                encoded.append(escape(bytes[i]));
            }
        }
        return encoded.toString();
    }

    private static String escape(byte value) {
        return "%" + HexFormat.of().withUpperCase().toHexDigits(value);
    }

    private static boolean isUnreserved(int value) {
        return isAlphanumeric(value) || "-._~".indexOf(value) >= 0;
    }

    private static boolean isAlphanumeric(int value) {
        return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9');
    }

    private static boolean isHex(byte value) {
        return HexFormat.isHexDigit(value);
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
