package io.reelflow.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One process of the stack: how it starts, and when it is ready. */
public interface Component {
    /** As in {@code endpoints.json}, in the logs and on the command line. */
    String name();

    /** Where it answers. */
    int port();

    /** The address it answers at. */
    default String host() {
        return "127.0.0.1";
    }

    /** Whatever must be there before each start: folders, configuration, a formatted disk. */
    Launch prepare() throws IOException, InterruptedException;

    /** What it still lacks to be ready; empty where it is. Answers within two seconds. */
    Optional<String> notReady();

    /**
     * Called once before a living one is ended because it would be started in another way today.
     *
     * @param say takes lines for people
     */
    default void beforeReplaced(Consumer<String> say) throws IOException, InterruptedException {}

    /** Of its classes; empty where it is not Java. */
    default Optional<ClassArchive> classArchive() {
        return Optional.empty();
    }

    /**
     * Why it is better not started again yet; empty where it may be. Answers within two seconds.
     *
     * @param dead how long ago it ended
     */
    default Optional<String> heldBack(Duration dead) {
        return Optional.empty();
    }

    /** Whether nobody would notice if it stood still for some seconds. Answers within two. */
    default boolean idle() {
        return false;
    }

    /** How it is asked to end in good order. */
    default Signal stopSignal() {
        return Signal.TERM;
    }

    /** How long it may take to be ready before the start counts as failed. */
    default Duration patience() {
        return Duration.ofMinutes(3);
    }
}
