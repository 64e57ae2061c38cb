package io.reelflow.bench.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection through a proxy: what comes in at one end goes out at the other, piece by piece, in order. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, and that is heard of
final class Link {
    private static final Object END = new Object();

    private final Proxy proxy;
    private final Channel front;
    private final Way forth = new Way();
    private final Way back = new Way();
    private @Nullable Channel behind;
    private boolean forgotten;

    Link(Proxy proxy, Channel front) {
        this.proxy = proxy;
        this.front = front;
    }

    ChannelInboundHandlerAdapter fromFront() {
        return forth;
    }

    /** @param behind the other end, which is about to be connected */
    ChannelInboundHandlerAdapter fromBack(Channel behind) {
        this.behind = behind;
        forth.to = behind;
        back.to = front;
        return back;
    }

    /** Goes on, where nothing forbids it. */
    void pump() {
        forth.pump();
        back.pump();
    }

    void forget() {
        forgotten = true;
        forth.drop();
        back.drop();
    }

    void close() {
        front.close();
        if (behind != null) {
            behind.close();
        }
    }

    /** One of the two directions; the next piece is read when the last has been sent. */
    private final class Way extends ChannelInboundHandlerAdapter {
        private final Queue<Object> pieces = new ArrayDeque<>();
        private @Nullable Channel from;
        private @Nullable Channel to;
        private boolean sending;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            from = context.channel();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object piece) {
            if (forgotten) {
                ReferenceCountUtil.release(piece);
                return;
            }
            pieces.add(piece);
            pump();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!forgotten) {
                pieces.add(END);
                pump();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close(); // the other end hears of it as of any end
        }

        private void pump() {
            if (sending || forgotten || proxy.disturbance().cut() || from == null || to == null || !to.isActive()) {
                if (to != null && !to.isOpen()) {
                    drop();
                }
                return;
            }
            Object next = pieces.poll();
            if (next == null) {
                from.read();
                return;
            }
            sending = true;
            long delay = next == END ? 0 : proxy.disturbance().delay().toMillis();
            if (delay == 0) {
                send(next);
            } else {
                from.eventLoop().schedule(() -> send(next), delay, TimeUnit.MILLISECONDS);
            }
        }

        private void send(Object piece) {
            sending = false;
            if (to == null || piece == END) {
                close();
                return;
            }
            sending = true;
            to.writeAndFlush(piece).addListener(sent -> {
                sending = false;
                if (sent.isSuccess()) {
                    pump();
                } else {
                    close();
                }
            });
        }

        private void drop() {
            for (Object piece = pieces.poll(); piece != null; piece = pieces.poll()) {
                ReferenceCountUtil.release(piece);
            }
        }
    }
}
