package io.reelflow.status.removal;

import io.reelflow.access.Counted;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.StatusConfig;
import io.reelflow.status.access.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Purges videos that nobody has restored in time, that are too old, or too many: as a hard removal, in nobody's name. */
@Component
class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Caller SERVICE =
            new Caller("retention", Set.of("admin"), null, Counted.SERVICE + "retention", false);

    /** Each is a job: what is left over is for the next round. */
    private static final int AT_ONCE = 20;

    private final HiddenVideos hidden;
    private final OldVideos old;
    private final HardDelete hardDelete;
    private final StatusConfig.Retention rules;
    private final Clock clock;

    @Autowired
    Retention(HiddenVideos hidden, OldVideos old, HardDelete hardDelete, StatusConfig config, Clock clock) {
        this(hidden, old, hardDelete, config.retention(), clock);
    }

    Retention(HiddenVideos hidden, OldVideos old, HardDelete hardDelete, StatusConfig.Retention rules, Clock clock) {
        this.hidden = hidden;
        this.old = old;
        this.hardDelete = hardDelete;
        this.rules = rules;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT2S")
    void show() {
        attempt("Videos that are asked for are shown later", hidden::showAskedFor);
    }

    @Scheduled(fixedDelayString = "PT30S")
    void purgeHidden() {
        attempt("Removed videos are purged later", () -> purge(hidden.expired(clock.instant(), AT_ONCE)));
    }

    @Scheduled(fixedDelayString = "PT10M")
    void purgeOld() {
        attempt("Old videos are purged later", () -> {
            if (rules.age() != null) {
                purge(old.before(clock.instant().minus(rules.age()), AT_ONCE));
            }
            if (rules.videos() != null) {
                purge(old.beyond(rules.videos(), AT_ONCE));
            }
        });
    }

    @Scheduled(fixedDelayString = "PT30S")
    void makeRoom() {
        Path disk = rules.disk();
        Long least = rules.freeBytes();
        if (disk != null && least != null) {
            attempt("Room is made later", () -> {
                if (free(disk) < least && !old.isAnyPurged()) {
                    purge(old.before(clock.instant(), 1));
                }
            });
        }
    }

    private static long free(Path disk) {
        try {
            return Files.getFileStore(disk).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void purge(List<String> videos) {
        for (String video : videos) {
            ResponseEntity<byte[]> answer =
                    hardDelete.of(video, new HttpHeaders(), SERVICE).block(PATIENCE);
            if (answer == null || !answer.getStatusCode().is2xxSuccessful()) {
                LOG.warn(
                        "A video is purged later: the ingest API answered {}",
                        answer == null ? "nothing" : answer.getStatusCode());
                return;
            }
        }
    }

    private static void attempt(String otherwise, Runnable step) {
        try {
            step.run();
        } catch (DataAccessException | ApiProblem | IllegalStateException | UncheckedIOException e) {
            LOG.info("{}: {}", otherwise, e.toString());
        }
    }
}
