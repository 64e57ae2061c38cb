package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for every connection that a fetch makes, and gives public addresses only. What connects must use the
 * addresses given here: then a name that changes its mind between check and connection gains nothing.
 */
final class HostCheck implements DnsResolver {
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+");
    /** This machine, whatever its resolver says (RFC 6761). */
    private static final Pattern LOCALHOST = Pattern.compile("(.*\\.)?localhost\\.?");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]+");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    private final List<String> allowed;

    /** @param allowed {@code HOST} or {@code HOST:PORT} that may be fetched although not public */
    HostCheck(List<String> allowed) {
        this.allowed = allowed.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** @throws MediaException {@code URL_NOT_ALLOWED}: not http(s), no host, or with a user name */
    static URI checked(String address) throws MediaException {
        URI url;
        try {
            url = URI.create(address.strip());
        } catch (IllegalArgumentException e) {
            throw notAllowed("the address can not be read: " + e.getMessage());
        }
        String scheme = Objects.requireNonNullElse(url.getScheme(), "none").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw notAllowed("the address must begin with http or https, its scheme is '" + scheme + "'");
        }
        if (url.getHost() == null || url.getHost().isEmpty()) {
            throw notAllowed("the address names no host");
        }
        if (url.getUserInfo() != null) {
            throw notAllowed("the address must not carry a user name");
        }
        return url;
    }

    static MediaException notAllowed(String message) {
        return new MediaException(ErrorCode.URL_NOT_ALLOWED, message);
    }

    static MediaException notPublic(String host) {
        return notAllowed("the host '" + host + "' has no public address");
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        String name = host.toLowerCase(Locale.ROOT);
        boolean any = allowed.contains(name) || allowed.contains(name + ":" + port);
        if (!any && !isPlain(name)) {
            throw new HostNotAllowedException(host);
        }
        List<InetSocketAddress> addresses = List.of(InetAddress.getAllByName(host)).stream()
                .filter(address -> any || PublicAddress.is(address))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (addresses.isEmpty()) {
            throw new HostNotAllowedException(host);
        }
        return addresses;
    }

    /**
     * A name, or an address in its usual form. Octal, hexadecimal, shortened ones and zones are read in one way here and
     * in another elsewhere; nobody in good faith writes them.
     */
    private static boolean isPlain(String name) {
        if (name.contains(":")) {
            return IPV6.matcher(withoutBrackets(name)).matches();
        }
        return NAME.matcher(name).matches()
                && !LOCALHOST.matcher(name).matches()
                && (!ENDS_IN_NUMBER.matcher(name).matches()
                        || IPV4.matcher(name).matches());
    }

    private static String withoutBrackets(String name) {
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolve(host, -1).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
