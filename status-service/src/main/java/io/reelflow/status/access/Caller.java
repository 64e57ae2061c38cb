package io.reelflow.status.access;

import io.reelflow.status.ApiProblem;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who asks.
 *
 * @param keyId of the key that was shown
 * @param owner whose jobs these are; null for a key that belongs to nobody
 * @param key the key itself, to be shown to the ingest API in turn
 */
public record Caller(
        String keyId, Set<String> roles, @Nullable String owner, String key, boolean isSession) {
    static final String ATTRIBUTE = Caller.class.getName();

    /** The caller of a request that has passed the filter. */
    public static Caller of(ServerWebExchange exchange) {
        Caller caller = exchange.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw new ApiProblem(HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", "Show an API key");
        }
        return caller;
    }

    /** The same owner's eyes, without the key. */
    Caller readingOnly() {
        return new Caller(keyId, isAdmin() ? Set.of("read", "admin") : Set.of("read"), owner, "", false);
    }

    public boolean isAdmin() {
        return roles.contains("admin");
    }

    public void mustRead() {
        must("read");
    }

    public void mustSubmit() {
        must("submit");
    }

    public void mustAdminister() {
        must("admin");
    }

    private void must(String role) {
        if (!roles.contains(role) && !isAdmin()) {
            throw ApiProblem.forbidden("This key does not have the role '" + role + "'");
        }
    }

    /** Whose jobs this caller sees: null for everybody's. */
    public @Nullable String sees() {
        return isAdmin() ? null : owner == null ? "" : owner;
    }

    public boolean maySee(@Nullable String userId) {
        return isAdmin() || (owner != null && owner.equals(userId));
    }
}
