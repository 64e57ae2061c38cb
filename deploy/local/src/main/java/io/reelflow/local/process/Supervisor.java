package io.reelflow.local.process;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Owns the processes of a home: starts them, phase after phase, keeps them running, and ends them in order. */
public final class Supervisor {
    private final Home home;
    private final Consumer<String> say;
    private final Runnable changed;
    private final List<Watch> watches = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param changed is told when a component has another pid */
    public Supervisor(Home home, Consumer<String> say, Runnable changed) {
        this.home = home;
        this.say = say;
        this.changed = changed;
    }

    /**
     * Starts the phases; returns when all are ready.
     *
     * @throws IOException where one does not come up; what did runs until {@link #stop}
     */
    public void start(List<List<Component>> phases) throws IOException, InterruptedException {
        for (List<Component> phase : phases) {
            for (Component component : phase) {
                if (Children.isOutdated(home, component)) {
                    component.beforeReplaced(say);
                }
            }
            var started = new ArrayList<Watch>();
            for (Component component : phase) {
                var watch = new Watch(home, component, say, changed);
                started.add(watch);
                run(watch);
            }
            for (Watch watch : started) {
                awaitReady(watch);
            }
        }
        // Their JobManager ended them, unless another supervisor died between.
        Teardown.allBut(home, components().stream().map(Component::name).collect(Collectors.toSet()));
    }

    private void run(Watch watch) {
        var thread = new Thread(watch, watch.component().name());
        thread.setDaemon(true);
        synchronized (watches) {
            watches.add(watch);
            threads.add(thread);
        }
        thread.start();
    }

    private static void awaitReady(Watch watch) throws IOException, InterruptedException {
        try {
            watch.firstReady().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
        }
    }

    /**
     * Makes the archives of classes that are missing, of what runs now, one after the other: idle processes first, as one
     * stands still meanwhile (a TaskManager beside real jobs for more than ten seconds, and was given up).
     */
    public void archiveClasses() throws InterruptedException {
        var idleFirst = new ArrayList<>(components());
        idleFirst.sort(Comparator.comparing(Component::idle).reversed());
        for (Component component : idleFirst) {
            try {
                Optional<ClassArchive> archive = component.classArchive();
                Optional<Long> pid = Children.pid(home, component.name());
                if (archive.isPresent() && pid.isPresent() && !archive.get().isThere()) {
                    archive.get().make(pid.get(), home.log(component.name()));
                }
            } catch (IOException e) {
                say.accept(component.name() + " will start as slowly as before: " + e.getMessage());
            }
        }
    }

    private List<Component> components() {
        synchronized (watches) {
            return watches.stream().map(Watch::component).toList();
        }
    }

    /** Keeps logs small until {@link #stop}. */
    public void watchLogs() throws InterruptedException {
        do {
            try {
                LogFiles.rotate(home);
            } catch (IOException e) {
                say.accept("logs can not be rotated: " + e.getMessage());
            }
        } while (!stopped.await(10, TimeUnit.SECONDS));
    }

    /** Ends every process, and returns when none is left. */
    public void stop() throws IOException, InterruptedException {
        synchronized (watches) {
            watches.forEach(Watch::stopping);
        }
        Teardown.components(home);
        for (Thread thread : threads) {
            thread.interrupt(); // one may wait for its next try
            thread.join();
        }
        Teardown.components(home); // one may have started in between
        stopped.countDown();
    }
}
