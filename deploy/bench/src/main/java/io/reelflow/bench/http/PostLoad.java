package io.reelflow.bench.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.reelflow.bench.measure.Quantiles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** Connections that post one request after another for a while: a closed loop, as wrk's. */
public final class PostLoad implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final URI address;
    private final String key;

    /** @param key that each request shows */
    public PostLoad(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    /**
     * What came back.
     *
     * @param answers by HTTP status; 0 for connections that broke
     * @param millis from a request to the last byte of its answer
     */
    public record Outcome(Map<Integer, Long> answers, double seconds, Quantiles millis) {
        public long accepted() {
            return answers.getOrDefault(201, 0L);
        }

        public long others() {
            return answers.values().stream().mapToLong(Long::longValue).sum() - accepted();
        }
    }

    /**
     * Returns when each connection has heard its last answer.
     *
     * @param bodies JSON of the first, second, … request
     */
    public Outcome run(int connections, Duration time, LongFunction<String> bodies) throws InterruptedException {
        var run = new Run(connections, System.nanoTime() + time.toNanos(), bodies);
        long start = System.nanoTime();
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), new Sender(run));
                        var unused = channel.closeFuture().addListener(closed -> run.open.countDown());
                    }
                });
        for (int i = 0; i < connections; i++) {
            var unused = bootstrap.connect(address.getHost(), address.getPort()).addListener(connected -> {
                if (!connected.isSuccess()) {
                    run.count(0);
                }
            });
        }
        run.open.await();
        return new Outcome(run.answers, (System.nanoTime() - start) / 1e9, Quantiles.of(run.millis));
    }

    /** Touched by the one thread only, until all connections are closed. */
    private static final class Run {
        private final CountDownLatch open;
        private final long end;
        private final LongFunction<String> bodies;
        private final Map<Integer, Long> answers = new TreeMap<>();
        private final List<Double> millis = new ArrayList<>();
        private long next;

        Run(int connections, long end, LongFunction<String> bodies) {
            this.open = new CountDownLatch(connections);
            this.end = end;
            this.bodies = bodies;
        }

        void count(int status) {
            answers.merge(status, 1L, Long::sum);
        }
    }

    private final class Sender extends SimpleChannelInboundHandler<HttpObject> {
        private final Run run;
        private boolean waiting;
        private long sent;
        private int status;

        Sender(Run run) {
            this.run = run;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context);
        }

        private void send(ChannelHandlerContext context) {
            byte[] body = run.bodies.apply(run.next++).getBytes(StandardCharsets.UTF_8);
            var request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.POST, address.getRawPath(), Unpooled.wrappedBuffer(body));
            request.headers()
                    .set(HttpHeaderNames.HOST, address.getAuthority())
                    .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key)
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
            waiting = true;
            sent = System.nanoTime();
            var unused = context.writeAndFlush(request, context.voidPromise());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse response) {
                status = response.status().code();
            }
            if (part instanceof LastHttpContent) {
                answered(context);
            }
        }

        private void answered(ChannelHandlerContext context) {
            long now = System.nanoTime();
            waiting = false;
            run.count(status);
            run.millis.add((now - sent) / 1e6);
            if (now < run.end) {
                send(context);
            } else {
                var unused = context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (waiting) {
                run.count(0);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
            var unused = context.close();
        }
    }

    @Override
    public void close() {
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
