package io.reelflow.bench.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of server-sent events by the thousand, which do nothing but listen. */
public final class EventStreams implements AutoCloseable {
    /** Connections that are being made at once: fewer than a server's backlog. */
    private static final int AT_ONCE = 100;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final URI base;
    private final String key;
    private final Listener listener;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;

    /** Is told of each event on one thread. */
    public interface Listener {
        /** @param id position in the log; -1 where the event has none */
        void heard(int client, long id, long nanos);
    }

    public EventStreams(URI base, String key, Listener listener) {
        this.base = base;
        this.key = key;
        this.listener = listener;
    }

    /** Opens a stream for each path; returns once each has been answered, or the time is up. */
    public void open(List<String> paths, Duration patience) throws InterruptedException {
        var bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class);
        long deadline = System.nanoTime() + patience.toNanos();
        for (int i = 0; i < paths.size(); i++) {
            if (!places.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
            connect(bootstrap, new Stream(i, paths.get(i)));
        }
        if (places.tryAcquire(AT_ONCE, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            places.release(AT_ONCE);
        }
    }

    private void connect(Bootstrap bootstrap, Stream stream) {
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), stream);
                    }
                })
                .connect(base.getHost(), base.getPort());
        var unused = connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                stream.answered("not connected: " + connected.cause());
            }
        });
    }

    /** Streams that were answered and have not ended. */
    public int open() {
        return open.get();
    }

    /** What should not have been, in words. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private final class Stream extends SimpleChannelInboundHandler<HttpObject> {
        private final int client;
        private final String path;
        private final StringBuilder line = new StringBuilder();
        private boolean answered;
        private boolean listening;
        private boolean hasData;
        private long id = -1;

        Stream(int client, String path) {
            this.client = client;
            this.path = path;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
            request.headers()
                    .set(HttpHeaderNames.HOST, base.getAuthority())
                    .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key)
                    .set(HttpHeaderNames.ACCEPT, "text/event-stream");
            var unused = context.writeAndFlush(request, context.voidPromise());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse response) {
                int status = response.status().code();
                listening = status == 200;
                answered(listening ? "" : "HTTP " + status);
            } else if (part instanceof HttpContent content) {
                read(content.content(), System.nanoTime());
            }
        }

        private void answered(String fault) {
            if (!answered) {
                answered = true;
                places.release();
                if (fault.isEmpty()) {
                    open.incrementAndGet();
                } else {
                    faults.add(fault);
                }
            }
        }

        private void read(ByteBuf bytes, long now) {
            String text = bytes.toString(StandardCharsets.ISO_8859_1);
            int from = 0;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
                line.append(text, from, end);
                field(now);
                line.setLength(0);
                from = end + 1;
            }
            line.append(text, from, text.length());
        }

        /** Only what is counted is looked at: the position, and whether there was anything. */
        private void field(long now) {
            if (line.isEmpty()) {
                if (hasData) {
                    listener.heard(client, id, now);
                }
                hasData = false;
                id = -1;
            } else if (line.indexOf("id:") == 0) {
                String text = line.substring(3).strip();
                id = text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
            } else if (line.indexOf("data:") == 0) {
                hasData = true;
            } else if (line.indexOf("event:error") == 0 || line.indexOf("event:resync") == 0) {
                faults.add(line.toString());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answered("closed before an answer");
            if (listening && !closing) {
                open.decrementAndGet();
                faults.add("a stream ended");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
            if (!closing) {
                faults.add(String.valueOf(error));
            }
            var unused = context.close();
        }
    }

    @Override
    public void close() {
        closing = true;
        var unused = loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
