package io.reelflow.status.video;

import io.reelflow.status.ApiProblem;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import io.reelflow.status.access.ShareLinks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** {@code POST /api/v1/sign}: a link to a file that anyone may open until it expires. */
@RestController
final class SignController {
    private static final long USUAL = Duration.ofDays(1).toSeconds();
    private static final long LONGEST = Duration.ofDays(7).toSeconds();

    /** Every address of a video's file. */
    private static final Pattern FILE = Pattern.compile("/api/(?:v1/)?videos/(?<id>[^/]+)/(?:"
            + "download/(?<download>video|audio)|clips/[^/]+\\.(?:mp4|webm|jpg|vtt|srt)|slides/\\d+\\.png"
            + "|slides\\.(?:json|pdf)|transcript\\.(?:json|txt|vtt|srt)|package\\.zip)");

    private static final Pattern OBJECT = Pattern.compile("/api/v1/files/videos/(?<id>[^/]+)/.+");

    private final Videos videos;
    private final MediaDownloads downloads;
    private final ShareLinks links;
    private final Clock clock;

    SignController(Videos videos, MediaDownloads downloads, ShareLinks links, Clock clock) {
        this.videos = videos;
        this.downloads = downloads;
        this.links = links;
        this.clock = clock;
    }

    record Request(@Nullable String url, @Nullable Long seconds) {}

    /** @param expiresAt it opens nothing from then on; downloads that have begun go on */
    record Link(String url, Instant expiresAt) {}

    @PostMapping("/api/v1/sign")
    Mono<ResponseEntity<Link>> sign(@RequestBody Request request, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        Duration life = life(request.seconds());
        String base = WebAddress.base(exchange);
        URI address = address(request.url(), base);
        Matcher file = FILE.matcher(address.getRawPath());
        Matcher object = OBJECT.matcher(address.getRawPath());
        if (!file.matches() && !object.matches()) {
            throw wrong("url", "must be the address of a video's file, not \"" + address.getRawPath() + "\"");
        }
        String id = UriUtils.decode((file.matches() ? file : object).group("id"), StandardCharsets.UTF_8);
        String download = file.matches() ? file.group("download") : null;
        String target = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        return videos.completed(id, caller)
                .then(Mono.defer(() -> download == null || target.contains("original=true")
                        ? Mono.empty()
                        : downloads.begin(id, download, caller)))
                .then(Mono.fromSupplier(() -> ResponseEntity.ok()
                        .header("Cache-Control", "no-store")
                        .body(new Link(
                                base + links.link(target, caller, life),
                                clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS)))));
    }

    private static Duration life(@Nullable Long seconds) {
        if (seconds != null && (seconds < 1 || seconds > LONGEST)) {
            throw wrong("seconds", "must be from 1 to " + LONGEST + ", not " + seconds);
        }
        return Duration.ofSeconds(seconds == null ? USUAL : seconds);
    }

    private static URI address(@Nullable String url, String base) {
        if (url == null || url.isBlank()) {
            throw wrong("url", "must be given");
        }
        try {
            URI home = URI.create(base);
            URI address = home.resolve(url.strip());
            if (!home.getRawAuthority().equals(address.getRawAuthority())) {
                throw wrong("url", "must be an address of " + base);
            }
            if (address.getRawQuery() != null && address.getRawQuery().contains("share=")) {
                throw wrong("url", "is shared already");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw wrong("url", "must be an address");
        }
    }

    private static ApiProblem wrong(String field, String rule) {
        return ApiProblem.invalidField(field, "INVALID_REQUEST", field + " " + rule);
    }
}
