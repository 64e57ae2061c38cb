package io.reelflow.bench.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;

/** A port of loopback that passes everything on to another, until it is told to do harm. All of it runs on one thread. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, and that is heard of
public final class Proxy implements AutoCloseable {
    private final EventLoop loop;
    private final IntSupplier target;
    private final boolean http;
    private final Channel server;
    private final Set<Link> links = new HashSet<>();
    private final Random random;
    private Disturbance disturbance = Disturbance.NONE;

    /**
     * @param target port of loopback, asked for each connection; 0 where there is none yet
     * @param http whether HTTP is spoken, so that answers can be made up
     * @param seed of who gets such an answer
     */
    Proxy(EventLoop loop, IntSupplier target, boolean http, long seed) throws InterruptedException {
        this.loop = loop;
        this.target = target;
        this.http = http;
        this.random = new Random(seed);
        server = new ServerBootstrap()
                .group(loop, loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel front) {
                        connect(front);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** From now on, for connections that are and that come. */
    public void disturb(Disturbance next) throws IOException {
        onLoop(() -> {
            disturbance = next;
            server.config().setAutoRead(!next.cut());
            for (Link link : List.copyOf(links)) {
                if (next.refusing()) {
                    link.close();
                } else {
                    link.pump();
                }
            }
        });
    }

    /** Nothing passes any more on the connections that are, for ever, and nobody is told; new ones work. */
    public void forget() throws IOException {
        onLoop(() -> links.forEach(Link::forget));
    }

    Disturbance disturbance() {
        return disturbance;
    }

    boolean drawn() {
        return random.nextInt(100) < disturbance.percent();
    }

    private void connect(Channel front) {
        int port = target.getAsInt();
        if (disturbance.refusing() || port == 0) {
            front.close();
            return;
        }
        Link link = new Link(this, front);
        if (http) {
            front.pipeline().addLast(new HttpServerCodec(), new MadeUpAnswers(this));
        }
        front.pipeline().addLast(link.fromFront());
        ChannelFuture connected = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel back) {
                        if (http) {
                            back.pipeline().addLast(new HttpClientCodec());
                        }
                        back.pipeline().addLast(link.fromBack(back));
                    }
                })
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        links.add(link);
        front.closeFuture().addListener(closed -> links.remove(link));
        connected.addListener(done -> {
            if (done.isSuccess()) {
                link.pump();
            } else {
                front.close();
            }
        });
    }

    private void onLoop(Runnable change) throws IOException {
        if (!loop.submit(change).awaitUninterruptibly().isSuccess()) {
            throw new IOException("the proxy at port " + port() + " does not do as it is told");
        }
    }

    @Override
    public void close() throws IOException {
        server.close().awaitUninterruptibly();
        onLoop(() -> List.copyOf(links).forEach(Link::close));
    }
}
