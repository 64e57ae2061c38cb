package io.reelflow.media.fetch;

import io.reelflow.schemas.job.SourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param localFile the upload's bytes, already here; null for a web source
 * @param soundOnly the job needs no picture: a site is asked for its sound alone
 * @param metadataOnly no media at all
 * @param maxBytes larger is {@code SOURCE_TOO_LARGE}
 * @param maxSeconds longer is {@code SOURCE_TOO_LONG}
 * @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be fetched although not public
 * @param captions language whose captions are wanted, ISO 639-1 or {@code auto}; null for none
 * @param identity name of the one that asks; null: the default one
 */
public record FetchRequest(
        String url,
        SourceKind kind,
        @Nullable String localFile,
        boolean soundOnly,
        boolean metadataOnly,
        long maxBytes,
        double maxSeconds,
        List<String> allowedHosts,
        @Nullable String captions,
        @Nullable String identity) {
    /** A request that the default identity makes. */
    public FetchRequest(
            String url,
            SourceKind kind,
            @Nullable String localFile,
            boolean soundOnly,
            boolean metadataOnly,
            long maxBytes,
            double maxSeconds,
            List<String> allowedHosts,
            @Nullable String captions) {
        this(url, kind, localFile, soundOnly, metadataOnly, maxBytes, maxSeconds, allowedHosts, captions, null);
    }

    /** A request that wants no captions. */
    public FetchRequest(
            String url,
            SourceKind kind,
            @Nullable String localFile,
            boolean soundOnly,
            boolean metadataOnly,
            long maxBytes,
            double maxSeconds,
            List<String> allowedHosts) {
        this(url, kind, localFile, soundOnly, metadataOnly, maxBytes, maxSeconds, allowedHosts, null);
    }
}
