package io.reelflow.ingest.access;

import io.reelflow.access.Key;
import io.reelflow.access.Role;
import io.reelflow.ingest.problem.ApiException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who calls.
 *
 * @param keyId of the key that was shown
 * @param owner whose jobs this key makes; null for a key that belongs to nobody
 */
public record Caller(
        String keyId, Set<Role> roles, @Nullable String owner) {
    private static final String ATTRIBUTE = Caller.class.getName();
    private static final String FORWARDED = ATTRIBUTE + ".forwarded";

    public Caller {
        roles = Set.copyOf(roles);
    }

    static Caller of(Key key) {
        return new Caller(key.id(), key.roles(), key.owner());
    }

    /** The caller that {@link KeyFilter} found. */
    public static Caller of(ServerWebExchange exchange) {
        return Objects.requireNonNull(exchange.getAttribute(ATTRIBUTE), "the key filter guards this address");
    }

    void remember(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /** Marks a call that another of our services has handed on, in this caller's name. */
    static void rememberForwarded(ServerWebExchange exchange) {
        exchange.getAttributes().put(FORWARDED, true);
    }

    /** @throws ApiException 403 where the call comes neither from another of our services nor from an admin */
    public void requireForwarded(ServerWebExchange exchange) {
        if (!isAdmin() && exchange.getAttribute(FORWARDED) == null) {
            throw ApiException.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "This address is for our own services and admins");
        }
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    /** Whose jobs this caller may change; null for anybody's. */
    public @Nullable String changes() {
        return isAdmin() ? null : ownerOrKey();
    }

    /** The owner, or where there is none a name that is nobody else's. */
    public String ownerOrKey() {
        return owner == null ? "key:" + keyId : owner;
    }

    /** @throws ApiException 403 where neither this role nor {@code admin} is among the caller's */
    public void require(Role role) {
        if (!isAdmin() && !roles.contains(role)) {
            throw ApiException.of(
                    HttpStatus.FORBIDDEN, "FORBIDDEN", "This key has not the role \"" + role.word() + "\"");
        }
    }
}
