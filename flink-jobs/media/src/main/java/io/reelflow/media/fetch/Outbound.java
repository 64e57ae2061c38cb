package io.reelflow.media.fetch;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.identity.Identity;
import io.reelflow.media.identity.UpstreamProxy;
import io.reelflow.media.tools.Tools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The one way out for requests to sources: as one identity, by its proxy, with its cookies, to checked addresses. Whoever
 * asks a source, with yt-dlp or over HTTP, takes the command or the client from here. Nothing made here tries again.
 */
final class Outbound implements AutoCloseable {
    private final MediaConfig config;
    private final HostCheck hosts;
    private final Identity identity;
    private final CheckingProxy proxy;
    /** Takes what {@link #hosts} has checked already, on to the identity's proxy; null where that has none. */
    private final @Nullable CheckingProxy onward;

    private final @Nullable CookieCopy cookies;

    private Outbound(
            MediaConfig config,
            HostCheck hosts,
            Identity identity,
            CheckingProxy proxy,
            @Nullable CheckingProxy onward,
            @Nullable CookieCopy cookies) {
        this.config = config;
        this.hosts = hosts;
        this.identity = identity;
        this.proxy = proxy;
        this.onward = onward;
        this.cookies = cookies;
    }

    /** @param identity name of the one that asks; null: the default one */
    static Outbound of(MediaConfig config, HostCheck hosts, @Nullable String identity) throws IOException {
        Identity one = config.identities().named(identity);
        UpstreamProxy upstream = one.proxy();
        CookieCopy cookies = one.cookies() == null ? null : CookieCopy.of(one.cookies(), config.temp());
        CheckingProxy proxy = new CheckingProxy(hosts::resolve, upstream);
        CheckingProxy onward = upstream == null ? null : new CheckingProxy(Outbound::checked, upstream);
        return new Outbound(config, hosts, one, proxy, onward, cookies);
    }

    /** An address by number: the client resolves names by {@link #hosts}. */
    private static List<InetSocketAddress> checked(String address, int port) throws IOException {
        return List.of(new InetSocketAddress(InetAddress.getByName(address), port));
    }

    /** yt-dlp, to which is added what it is to do. */
    List<String> ytDlp(Tools tools) {
        List<String> command = tools.ytDlp(
                "--proxy",
                proxy.url(),
                "--socket-timeout",
                Long.toString(config.downloadSilence().toSeconds()),
                // Who has been turned away does not knock again: when to, is decided elsewhere.
                "--retries",
                "0",
                "--fragment-retries",
                "0",
                "--extractor-retries",
                "0",
                "--abort-on-unavailable-fragments",
                "--cache-dir",
                config.cache().resolve("yt-dlp").resolve(identity.name()).toString(),
                "--no-plugin-dirs");
        List<String> all = new ArrayList<>(command);
        if (cookies != null) {
            all.addAll(List.of("--cookies", cookies.file().toString()));
        }
        return all;
    }

    /** Over HTTP; redirects are for the caller to check and to follow. */
    CloseableHttpClient client() throws IOException {
        Timeout silence = Timeout.of(config.downloadSilence());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(hosts)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(silence)
                        .setSocketTimeout(silence)
                        .build());
        if (onward != null) {
            connections.setDefaultSocketConfig(
                    SocketConfig.custom().setSocksProxyAddress(onward.address()).build());
        }
        HttpClientBuilder client = HttpClients.custom()
                .setConnectionManager(connections.build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent("Reelflow/0.1");
        if (cookies != null) {
            client.setDefaultCookieStore(cookies.store());
        }
        return client.build();
    }

    /** The last host that yt-dlp asked for and that is not public; null where there was none. */
    @Nullable
    String refused() {
        return proxy.refused();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        if (onward != null) {
            onward.close();
        }
        if (cookies != null) {
            cookies.close();
        }
    }
}
