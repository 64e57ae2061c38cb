package io.reelflow.media.identity;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads {@code {"identities": [{name, sources, per_minute?, burst?, proxy?, cookies?}]}}. */
final class IdentitiesFile {
    private static final Set<String> FIELDS = Set.of("name", "sources", "per_minute", "burst", "proxy", "cookies");
    private static final int DEFAULT_BURST = 5;

    private final Path file;

    IdentitiesFile(Path file) {
        this.file = file;
    }

    Identities read() {
        JsonNode list = parsed().path("identities");
        if (!list.isArray() || list.isEmpty()) {
            throw wrong("identities", "must be a list of at least one");
        }
        List<Identity> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Identity one = identity("identities[" + i + "]", list.get(i));
            if (!names.add(one.name())) {
                throw wrong("identities[" + i + "].name", "must be unlike the others'");
            }
            all.add(one);
        }
        return new Identities(all);
    }

    private JsonNode parsed() {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("REELFLOW_IDENTITIES: must name a file that can be read");
        } catch (JacksonException e) {
            // Its message and its cause show a piece of the file.
            throw new IllegalArgumentException("REELFLOW_IDENTITIES: must name a file of JSON");
        }
    }

    private static Identity identity(String at, JsonNode one) {
        for (Map.Entry<String, JsonNode> field : one.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw wrong(
                        at,
                        "must have no other fields than "
                                + FIELDS.stream().sorted().toList());
            }
        }
        String name = one.path("name").asString("");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw wrong(at + ".name", "must be of small letters, digits and hyphens, 40 at most");
        }
        List<String> sources = sources(at, one);
        if (name.equals(Identity.DEFAULT.name()) && !sources.contains(Identities.ANY)) {
            throw wrong(at + ".sources", "must be \"*\" for the identity 'default', who asks where nobody else does");
        }
        return new Identity(name, sources, rate(at, one), proxy(at, one), cookies(at, one));
    }

    private static List<String> sources(String at, JsonNode one) {
        List<String> sources = one.path("sources")
                .valueStream()
                .map(each -> each.asString(""))
                .map(each -> each.equals(Identities.ANY) ? each : SourceName.of("https://" + each))
                .toList();
        if (sources.isEmpty()) {
            throw wrong(at + ".sources", "must be a list of sites, or of \"*\"");
        }
        return sources;
    }

    private static @Nullable Rate rate(String at, JsonNode one) {
        if (!one.has("per_minute")) {
            if (one.has("burst")) {
                throw wrong(at + ".burst", "must come with per_minute");
            }
            return null;
        }
        double perMinute = one.path("per_minute").asDouble(0);
        int burst = one.path("burst").asInt(DEFAULT_BURST);
        if (!(perMinute >= 0.01 && perMinute <= 60_000)) {
            throw wrong(at + ".per_minute", "must be a number from 0.01 to 60000");
        }
        if (burst < 1 || burst > 10_000) {
            throw wrong(at + ".burst", "must be a whole number from 1 to 10000");
        }
        return new Rate(perMinute, burst);
    }

    private static @Nullable UpstreamProxy proxy(String at, JsonNode one) {
        String url = one.path("proxy").asString(null);
        if (url == null) {
            return null;
        }
        try {
            return UpstreamProxy.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            throw wrong(at + ".proxy", "must be http://[USER:PASSWORD@]HOST:PORT, or the same with socks5");
        }
    }

    private static @Nullable Path cookies(String at, JsonNode one) {
        String path = one.path("cookies").asString(null);
        if (path == null) {
            return null;
        }
        Path cookies = Path.of(path);
        if (!cookies.isAbsolute() || !Files.isReadable(cookies)) {
            throw wrong(at + ".cookies", "must be the absolute path of a file that can be read");
        }
        return cookies;
    }

    private static IllegalArgumentException wrong(String at, String rule) {
        return new IllegalArgumentException("REELFLOW_IDENTITIES: " + at + ": " + rule);
    }
}
