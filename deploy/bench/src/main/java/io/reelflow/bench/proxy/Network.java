package io.reelflow.bench.proxy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.reelflow.local.home.Home;
import io.reelflow.local.home.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A proxy before each process of a stack that others talk to. */
public final class Network implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, Proxy> proxies = new TreeMap<>();

    /** @param home of the stack, which starts later */
    public Network(Home home, long seed) throws InterruptedException {
        for (String name : Settings.REACHED) {
            proxies.put(name, new Proxy(threads.next(), () -> port(home, name), name.equals("s3"), seed));
        }
    }

    private static int port(Home home, String name) {
        try {
            return Settings.of(home).map(settings -> settings.port(name)).orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code ./reelflow up}. */
    public List<String> options() {
        return proxies.entrySet().stream()
                .flatMap(each -> List.of(
                        "--through", each.getKey() + "=" + each.getValue().port())
                        .stream())
                .toList();
    }

    /** What stands before a process. */
    public Proxy before(String name) {
        Proxy proxy = proxies.get(name);
        if (proxy == null) {
            throw new IllegalArgumentException("nothing stands before " + name + ", only before " + proxies.keySet());
        }
        return proxy;
    }

    @Override
    public void close() throws IOException {
        for (Proxy proxy : proxies.values()) {
            proxy.close();
        }
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
