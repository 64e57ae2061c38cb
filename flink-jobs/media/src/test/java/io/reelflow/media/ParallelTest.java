package io.reelflow.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Integer> hundred = IntStream.range(0, 100).boxed().toList();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void resultsKeepTheItemsOrderAndEachIsCountedOnce() throws Exception {
        List<Integer> counted = new ArrayList<>();

        assertThat(Parallel.map(threads, 2, hundred, i -> i * i, counted::add))
                .isEqualTo(hundred.stream().map(i -> i * i).toList());
        assertThat(counted).isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
        assertThat(Parallel.map(threads, 2, List.<Integer>of(), i -> i, counted::add))
                .isEmpty();
    }

    @Test
    void oneFailureEndsTheOthersAndIsTheCallers() {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch forever = new CountDownLatch(1);

        assertThatThrownBy(() -> Parallel.map(
                        threads,
                        2,
                        hundred,
                        i -> {
                            begun.incrementAndGet();
                            if (i == 1) {
                                throw new IOException("chunk 1");
                            }
                            forever.await();
                            return i;
                        },
                        done -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("chunk 1");
        assertThat(begun).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void anErrorIsTheCallersToo() {
        assertThatThrownBy(() -> Parallel.map(
                        threads,
                        2,
                        hundred,
                        i -> {
                            throw new NoClassDefFoundError("native library");
                        },
                        done -> {}))
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("native library");
    }

    @Test
    void anInterruptedCallerLeavesNothingRunning() throws Exception {
        CountDownLatch working = new CountDownLatch(2);
        AtomicInteger running = new AtomicInteger();
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            try {
                working.await();
                caller.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        interrupter.start();

        assertThatThrownBy(() -> Parallel.map(
                        threads,
                        2,
                        hundred,
                        i -> {
                            running.incrementAndGet();
                            working.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                running.decrementAndGet();
                            }
                            return i;
                        },
                        done -> {}))
                .isInstanceOf(InterruptedException.class);
        assertThat(running).hasValue(0);
        interrupter.join();
    }
}
