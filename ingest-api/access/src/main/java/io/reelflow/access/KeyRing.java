package io.reelflow.access;

import io.reelflow.schemas.Topics;
import io.reelflow.schemas.access.ApiKey;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All keys that are valid now: those of the file, which are there from the first moment, and those of the topic. */
public final class KeyRing implements AutoCloseable {
    private final KeysFile file;
    private final CompactedTopic<ApiKey> topic;
    private volatile Map<String, Key> made = Map.of();

    /** @throws IllegalArgumentException the file can not be read or is not of its shape */
    public KeyRing(Path file, String kafka) {
        this.file = new KeysFile(file);
        this.topic = new CompactedTopic<>(kafka, Topics.API_KEYS, ApiKey.class, this::take);
    }

    /** Whose key this is, if it is one. */
    public Optional<Key> find(String shown) {
        String hash = Secrets.sha256(shown);
        Key ofFile = file.byHash().get(hash);
        return ofFile == null ? Optional.ofNullable(made.get(hash)) : Optional.of(ofFile);
    }

    public Optional<Key> byId(String id) {
        return all().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** By their ids; those of the file first. */
    public List<Key> all() {
        return Stream.of(file.byHash(), made)
                .flatMap(keys -> keys.values().stream().sorted(Comparator.comparing(Key::id)))
                .toList();
    }

    /** Done once the keys of the topic are known too: before that, an unknown key may only be unknown yet. */
    public CompletableFuture<Void> caughtUp() {
        return topic.caughtUp();
    }

    private void take(Map<String, ApiKey> keys) {
        var byHash = new HashMap<String, Key>();
        keys.values()
                .forEach(key ->
                        byHash.put(key.sha256(), new Key(key.id(), roles(key.roles()), key.owner(), key.createdAt())));
        made = Map.copyOf(byHash);
    }

    private static Set<Role> roles(List<String> words) {
        return words.stream().flatMap(word -> Role.of(word).stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        topic.close();
    }
}
