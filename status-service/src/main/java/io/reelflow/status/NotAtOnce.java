package io.reelflow.status;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Answers no request on the thread that has read it: with Reactor Netty 1.3.7 a kept-alive connection is never read
 * again where one is answered inside its own dispatch (reactor/reactor-netty#4361; one in a hundred errors here, until
 * the client's timeout).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NotAtOnce implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).subscribeOn(Schedulers.parallel());
    }
}
