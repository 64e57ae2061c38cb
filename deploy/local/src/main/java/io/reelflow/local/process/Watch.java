package io.reelflow.local.process;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Keeps one component running: starts it, waits until it is ready, starts it again when it dies. */
final class Watch implements Runnable {
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);
    /** One that ran this long is not failing at its start, and is started again at once. */
    private static final Duration STABLE = Duration.ofSeconds(10);
    /** Deaths in a row, before it was ever ready, after which the whole start has failed. */
    private static final int TRIES = 3;

    /** It is started then, whatever holds it back. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(15);

    /** How long one that starts goes ahead of the others: what waits for it waits less (decision 34). */
    private static final Duration AHEAD = Duration.ofSeconds(10);

    private static final Duration PROBE_EVERY = Duration.ofMillis(200);

    private final Home home;
    private final Component component;
    private final Consumer<String> say;
    private final Runnable changed;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private volatile boolean stopping;

    /**
     * @param say takes lines for people
     * @param changed is told when the component has another pid
     */
    Watch(Home home, Component component, Consumer<String> say, Runnable changed) {
        this.home = home;
        this.component = component;
        this.say = say;
        this.changed = changed;
    }

    Component component() {
        return component;
    }

    /** Ends well when the component is ready for the first time, badly when it can not be brought up. */
    CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    /** From now on its death is what is wanted. */
    void stopping() {
        stopping = true;
    }

    @Override
    public void run() {
        Duration delay = FIRST_DELAY;
        int failures = 0;
        try {
            while (!stopping) {
                long start = System.nanoTime();
                Optional<String> problem = runOnce(start);
                Duration ran = Duration.ofNanos(System.nanoTime() - start);
                if (stopping) {
                    return;
                }
                say.accept(component.name() + " " + problem.orElse("ended") + " after " + seconds(ran)
                        + "; it is started again");
                failures++;
                if (!firstReady.isDone() && failures >= TRIES) {
                    firstReady.completeExceptionally(new IOException(component.name() + " does not start: "
                            + problem.orElse("it ended") + "; see " + home.log(component.name())));
                    return;
                }
                long died = System.nanoTime();
                if (ran.compareTo(STABLE) > 0) {
                    delay = FIRST_DELAY;
                } else {
                    delay = min(delay.multipliedBy(2), LONGEST_DELAY);
                    TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                }
                awaitTurn(died);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            firstReady.completeExceptionally(new IOException(component.name() + " was stopped while it started"));
        }
    }

    private void awaitTurn(long died) throws InterruptedException {
        Duration dead = Duration.ofNanos(System.nanoTime() - died);
        while (!stopping
                && dead.compareTo(LONGEST_HOLD) < 0
                && component.heldBack(dead).isPresent()) {
            TimeUnit.NANOSECONDS.sleep(PROBE_EVERY.toNanos());
            dead = Duration.ofNanos(System.nanoTime() - died);
        }
    }

    /** One life of it; what was wrong, where it did not simply end. */
    private Optional<String> runOnce(long start) throws InterruptedException {
        try {
            ProcessHandle process = Children.startOrAdopt(home, component);
            changed.run();
            Optional<String> problem = awaitReady(process);
            if (problem.isEmpty()) {
                if (process.isAlive()) {
                    say.accept(component.name() + " is ready after "
                            + seconds(Duration.ofNanos(System.nanoTime() - start)));
                    firstReady.complete(null);
                }
                awaitExit(process, start);
                return Optional.empty();
            }
            PidFile.living(home, component.name()).ifPresent(this::stop);
            return problem;
        } catch (IOException | ExecutionException e) {
            return Optional.of("can not be started (" + e.getMessage() + ")");
        }
    }

    private Optional<String> awaitReady(ProcessHandle process) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + component.patience().toNanos();
        Optional<String> missing = component.notReady();
        while (missing.isPresent() && process.isAlive() && !stopping) {
            if (System.nanoTime() > deadline) {
                return Optional.of("is not ready in time (" + missing.get() + ")");
            }
            try {
                process.onExit().get(PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                missing = component.notReady();
            }
        }
        return Optional.empty();
    }

    /** Looks often: of a process that is not its child Java hears up to five seconds late. */
    private static void awaitExit(ProcessHandle process, long start) throws InterruptedException {
        boolean ahead = true;
        while (process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(100);
            if (ahead && System.nanoTime() - start > AHEAD.toNanos()) {
                Children.likeOthers(process);
                ahead = false;
            }
        }
    }

    private void stop(PidFile process) {
        try {
            Teardown.stop(List.of(process));
        } catch (IOException e) {
            say.accept(component.name() + " can not be stopped: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
