package io.reelflow.schemas.address;

import io.reelflow.schemas.ObjectKeys;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names an upload, and with it the video it will be: 16 hex digits of the file's SHA-256 where the client said it (so
 * the same file is the same video), else of the upload itself; then 16 that tell uploads of different owners apart.
 */
public record UploadId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}-[0-9a-f]{16}");
    private static final int VIDEO_ID = 16;

    /** The id of this owner's upload of the file with this SHA-256 (hex): the same for the same. */
    public static UploadId ofContent(String owner, String sha256) {
        return new UploadId(sha256.substring(0, VIDEO_ID) + "-" + ObjectKeys.fingerprint(owner, sha256));
    }

    /** The id of an upload that is known by {@code seed} alone. */
    public static UploadId ofSeed(String owner, String seed) {
        return new UploadId(ObjectKeys.fingerprint("upload", owner, seed) + "-" + ObjectKeys.fingerprint(owner, seed));
    }

    public static Optional<UploadId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new UploadId(text)) : Optional.empty();
    }

    public String videoId() {
        return value.substring(0, VIDEO_ID);
    }
}
