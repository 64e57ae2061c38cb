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
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for every connection that a fetch makes, and gives public addresses only. What connects must use the
 * addresses given here: then a name that changes its mind between check and connection gains nothing.
 */
final class HostCheck implements DnsResolver {
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
        List<InetSocketAddress> addresses = List.of(InetAddress.getAllByName(host)).stream()
                .filter(address -> any || PublicAddress.is(address))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (addresses.isEmpty()) {
            throw new HostNotAllowedException(host);
        }
        return addresses;
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
