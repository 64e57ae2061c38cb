package io.reelflow.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Keys in the bucket. Everything of one video lies under one prefix, so that a purge can see all of it; the fingerprint
 * of the inputs and options that made an artifact is part of its key, so that versions stand side by side and a stage
 * whose artifact is there is not run again.
 */
public final class ObjectKeys {
    /** Raise it when the same source would give another file. */
    private static final String CONVERTER = "1";

    private ObjectKeys() {}

    public static String video(String videoId) {
        return "videos/" + videoId + "/";
    }

    /** Id of the video that an object belongs to; empty where it belongs to none. */
    public static String videoOf(String key) {
        String[] steps = key.split("/", 3);
        return steps.length == 3 && steps[0].equals("videos") ? steps[1] : "";
    }

    /** The folder (with a closing slash) of one version of one kind of artifact. */
    public static String artifact(String videoId, String kind, String fingerprint) {
        return video(videoId) + kind + "/" + fingerprint + "/";
    }

    /** The manifest of one job's result: written last, names every object of it. */
    public static String manifest(String videoId, String jobId) {
        return video(videoId) + "jobs/" + jobId + "/manifest.json";
    }

    /** What people have changed of a video, up to one revision. */
    public static String edits(String videoId, long revision) {
        return video(videoId) + "edits/" + revision + "/edits.json";
    }

    /**
     * The file that a conversion leaves.
     *
     * @param source folder of the stored source
     * @param format {@code mp4} (picture and sound) or {@code mp3} (sound)
     */
    public static String converted(String videoId, String source, String format) {
        String kind = format.equals("mp3") ? "audio" : "video";
        return artifact(videoId, kind, fingerprint("conversion", CONVERTER, source, format)) + kind + "." + format;
    }

    /** Names a video that is gone: the whole SHA-256 of its id, in hex digits. */
    public static String hash(String videoId) {
        return HexFormat.of().formatHex(sha256().digest(videoId.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where a client's upload is put; {@code upload:ID/NAME} names it in a job. */
    public static String upload(String uploadId, String filename) {
        return "uploads/" + uploadId + "/" + filename;
    }

    /** 16 hex digits of the SHA-256 over the parts, in order; a part can not run into the next. */
    public static String fingerprint(@Nullable Object... parts) {
        MessageDigest digest = sha256();
        for (@Nullable Object part : parts) {
            byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
