package io.reelflow.media.identity;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All identities of this installation, in the order of their configuration. */
public record Identities(List<Identity> all) {
    static final String ANY = "*";
    /** Names their file; no business of the programs that media tasks start. */
    public static final String VARIABLE = "REELFLOW_IDENTITIES";

    /** One that asks everybody, by its own address and without cookies. */
    public static final Identities DEFAULT = new Identities(List.of(Identity.DEFAULT));

    public Identities {
        all = List.copyOf(all);
    }

    /**
     * Those of the file that {@code REELFLOW_IDENTITIES} names; {@link #DEFAULT} where it names none.
     *
     * @throws IllegalArgumentException names the place in the file and the rule; never a value, which may be a secret
     */
    public static Identities fromEnvironment(Map<String, String> environment) {
        Path file = file(environment);
        return file == null ? DEFAULT : new IdentitiesFile(file).read();
    }

    /** Where they are configured; null where they are not. */
    public static @Nullable Path file(Map<String, String> environment) {
        String path = environment.get(VARIABLE);
        return path == null || path.isBlank() ? null : Path.of(path.strip()).toAbsolutePath();
    }

    /** The variables another process reads as the same file. */
    public static Map<String, String> environment(@Nullable Path file) {
        return file == null ? Map.of() : Map.of(VARIABLE, file.toString());
    }

    /** Those for a source, never none: who is for all others asks where nobody else is meant to. */
    public List<Identity> of(String source) {
        List<Identity> found = all.stream().filter(each -> each.isFor(source)).toList();
        return found.isEmpty() ? List.of(Identity.DEFAULT) : found;
    }

    /**
     * The one of that name; the default one where nobody is named.
     *
     * @throws IllegalArgumentException there is none: nobody else asks in its place, by another way
     */
    public Identity named(@Nullable String name) {
        String wanted = name == null ? Identity.DEFAULT.name() : name;
        return all.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .or(() ->
                        Optional.of(Identity.DEFAULT).filter(each -> each.name().equals(wanted)))
                .orElseThrow(() -> new IllegalArgumentException("no identity is called '" + wanted + "'"));
    }
}
