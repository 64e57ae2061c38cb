package io.reelflow.bench.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers some requests itself, as a server of S3 would that can not; those behind it never hear of them. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, and that is heard of
final class MadeUpAnswers extends ChannelInboundHandlerAdapter {
    private final Proxy proxy;
    /** Of the request that is being read; null where it is passed on. */
    private @Nullable HttpResponseStatus answer;

    MadeUpAnswers(Proxy proxy) {
        this.proxy = proxy;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object piece) {
        if (piece instanceof HttpRequest request) {
            int status = proxy.disturbance().status();
            answer = status != 0 && proxy.drawn() ? HttpResponseStatus.valueOf(status) : null;
            if (answer != null && HttpUtil.is100ContinueExpected(request)) {
                ReferenceCountUtil.release(piece);
                answer(context, answer, false);
                return;
            }
        }
        if (answer == null) {
            context.fireChannelRead(piece);
            return;
        }
        boolean whole = piece instanceof LastHttpContent;
        ReferenceCountUtil.release(piece);
        if (whole) {
            answer(context, answer, true);
            answer = null;
        }
        context.read();
    }

    /** @param stays whether the connection can be used again: not where its client may still send what nobody reads */
    private static void answer(ChannelHandlerContext context, HttpResponseStatus status, boolean stays) {
        String code = status.code() == 503 ? "SlowDown" : "InternalError";
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
                        + status.reasonPhrase() + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/xml")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (stays) {
            context.writeAndFlush(response);
        } else {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
