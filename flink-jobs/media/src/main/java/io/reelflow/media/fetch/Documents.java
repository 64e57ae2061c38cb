package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Gets the documents that a list consists of, each once. */
final class Documents {
    /** Of a sitemap 50 MiB are the rule (sitemaps.org); a feed of 5,000 items has about 2. */
    private static final long LARGEST = 50L << 20;

    /** A list of a million videos with ten on a page has more; it ends here. */
    private static final int MOST = 20_000;

    private final HttpDownload download;
    private final Deadline deadline;
    private final Path directory;
    private final Set<URI> asked = new HashSet<>();

    Documents(Outbound outbound, Deadline deadline, Path directory) {
        this.download = new HttpDownload(outbound, Duration.ofMillis(500));
        this.deadline = deadline;
        this.directory = directory;
    }

    /** What an address has answered. */
    static final class Document {
        private final URI url;
        private final byte[] bytes;

        Document(URI url, byte[] bytes) {
            this.url = url;
            this.bytes = bytes;
        }

        /** After redirects. */
        URI url() {
            return url;
        }

        byte[] bytes() {
            return bytes;
        }

        /** How it begins, without what may stand before the root of an XML document. */
        String beginning() {
            String text = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.UTF_8);
            return text.replaceAll("(?s)\\A\\uFEFF?\\s*(<\\?.*?\\?>\\s*|<!--.*?-->\\s*)*", "");
        }
    }

    /** Whether {@link #get} has not been asked for it yet, and may be. */
    boolean isNew(URI url) {
        return !asked.contains(url) && asked.size() < MOST;
    }

    Document get(URI url) throws MediaException, IOException, InterruptedException {
        asked.add(url);
        Path file = directory.resolve("document-" + asked.size());
        try {
            HttpDownload.Fetched fetched = download.document(url, file, LARGEST, deadline);
            return new Document(fetched.url(), unpacked(Files.readAllBytes(file)));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static byte[] unpacked(byte[] bytes) throws MediaException, IOException {
        if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
            return bytes;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] all = in.readNBytes(Math.toIntExact(LARGEST + 1));
            if (all.length > LARGEST) {
                throw HttpTransfer.tooLarge(all.length, LARGEST);
            }
            return all;
        }
    }
}
