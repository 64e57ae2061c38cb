package io.reelflow.status;

import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where calls that block (JDBC, files) are made, so that no event loop waits for them. */
public final class Blocking {
    private Blocking() {}

    /** Empty where the call returns null. */
    public static <T> Mono<T> call(Callable<T> call) {
        return Mono.fromCallable(call).subscribeOn(Schedulers.boundedElastic());
    }
}
