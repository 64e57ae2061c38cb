package io.reelflow.status.related;

import io.reelflow.status.related.Scores.Counted;
import io.reelflow.status.related.SharedPassages.Passage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the features of one video and its relations, in both directions, up to its newest results: all of it or
 * nothing, one video at a time over all processes, so that of two videos the later one always sees the earlier.
 */
@Component
class Relations {
    private static final long ONE_AT_A_TIME = 7_407_011;

    /** Less than the second after which Postgres looks for a deadlock: if there is one, this gives way and comes again. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '500ms'";

    private final NewestDocuments documents;
    private final WorkList work;
    private final FeatureStore features;
    private final RelationStore relations;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Relations(
            NewestDocuments documents,
            WorkList work,
            FeatureStore features,
            RelationStore relations,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.documents = documents;
        this.work = work;
        this.features = features;
        this.relations = relations;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Takes up what is due the longest; empty where nothing is. Writes nothing where the claim is lost meanwhile. */
    Optional<WorkList.Claim> next() {
        return work.claim().map(claim -> {
            try {
                Optional<Newest> newest = documents.of(claim.videoId());
                transaction.executeWithoutResult(ignored -> write(claim, newest));
            } catch (RuntimeException e) {
                work.failed(claim);
                throw e;
            }
            return claim;
        });
    }

    private void write(WorkList.Claim claim, Optional<Newest> newest) {
        jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query(row -> {});
        jdbc.sql(PATIENCE).update();
        if (!work.holds(claim)) {
            return;
        }
        if (newest.isPresent()) {
            compare(
                    claim.videoId(),
                    Features.of(newest.get()),
                    Passages.of(newest.get().segments()));
        } else {
            features.remove(claim.videoId());
        }
        work.done(claim);
    }

    /** Within a transaction that holds the lock. */
    void compare(String videoId, List<Feature> own, Passages passages) {
        features.replace(videoId, own, passages);
        var scores = new Scores(features.videos());
        Map<Feature.Key, Counted> shareable = features.shareable(videoId);
        Map<String, List<Passage>> alike = SharedPassages.of(features.passages(videoId), passages.words());
        Set<String> known = relations.known(videoId);
        var others = new HashSet<>(known);
        others.addAll(alike.keySet());
        others.addAll(features.candidates(videoId, shareable.values(), scores));
        Map<String, List<Reason>> reasons = scores.of(shareable, features.shared(shareable.values(), others), alike);
        var concerned = new HashSet<>(known);
        concerned.addAll(reasons.keySet());
        concerned.add(videoId);
        Lists lists = Lists.of(videoId, reasons, relations.lists(concerned));
        relations.write(lists);
        work.again(lists.toRefill());
    }
}
