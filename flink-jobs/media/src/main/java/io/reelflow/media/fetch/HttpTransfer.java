package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.media.fetch.HttpDownload.Bytes;
import io.reelflow.media.fetch.HttpDownload.Fetched;
import io.reelflow.media.fetch.PartialFile.Identity;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/** One try after another to get the rest of one file. */
final class HttpTransfer {
    private static final int REDIRECTS = 10;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    private final CloseableHttpClient client;
    private final URI url;
    private final PartialFile partial;
    private final long maxBytes;
    private final boolean headersOnly;
    private final boolean pages;
    private final Bytes bytes;

    /** @param pages whether a page is wanted, too */
    HttpTransfer(
            CloseableHttpClient client,
            URI url,
            PartialFile partial,
            long maxBytes,
            boolean headersOnly,
            boolean pages,
            Bytes bytes) {
        this.client = client;
        this.url = url;
        this.partial = partial;
        this.maxBytes = maxBytes;
        this.headersOnly = headersOnly;
        this.pages = pages;
        this.bytes = bytes;
    }

    /**
     * @throws IOException the network failed: another try may go on from here
     * @throws UncheckedIOException our disk failed
     */
    Fetched run() throws MediaException, IOException {
        URI at = url;
        for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
            HttpGet request = request(at);
            try (ClassicHttpResponse response =
                    client.executeOpen(RoutingSupport.determineHost(request), request, null)) {
                int status = response.getCode();
                if (status < 300 || status == 416) {
                    return take(response, at);
                }
                Header location = response.getFirstHeader("Location");
                if (status >= 400 || location == null) {
                    throw refused(response);
                }
                at = HostCheck.checked(
                        at.resolve(location.getValue().replace(" ", "%20")).toString());
            } catch (IllegalArgumentException e) {
                throw HostCheck.notAllowed("a redirect leads to an address that can not be read");
            } catch (HttpException e) {
                throw new IOException("not an HTTP answer: " + e.getMessage(), e);
            }
        }
        throw new MediaException(ErrorCode.SOURCE_FORBIDDEN, "more than " + REDIRECTS + " redirects");
    }

    private HttpGet request(URI at) throws IOException {
        HttpGet request = new HttpGet(at);
        request.setHeader("Accept", "*/*");
        request.setHeader("Accept-Encoding", "identity");
        String validator = partial.validator();
        if (validator != null && partial.size() > 0) {
            request.setHeader("Range", "bytes=" + partial.size() + "-");
            request.setHeader("If-Range", validator);
        }
        return request;
    }

    /** A server that fails while we resume may be back at the next try; one that fails at once is away. */
    private MediaException refused(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (RateLimit.isIn(response)) {
            return RateLimit.of(response);
        }
        if (status >= 500 && partial.size() > 0) {
            throw new IOException("the source answered " + status);
        }
        return new MediaException(HttpStatus.code(status), "the source answered " + status);
    }

    private Fetched take(ClassicHttpResponse response, URI at) throws MediaException, IOException {
        boolean goesOn = goesOn(response);
        if (!goesOn && response.getCode() != 200) {
            partial.restart(null);
            throw new IOException("the source answered " + response.getCode() + " for a range it does not have");
        }
        HttpEntity entity = response.getEntity();
        long length = entity == null ? 0 : entity.getContentLength();
        Long total = length < 0 ? null : Long.valueOf(length + (goesOn ? partial.size() : 0));
        if (total != null && total > maxBytes) {
            throw tooLarge(total);
        }
        if (entity == null) {
            partial.restart(null);
            return new Fetched(at, false, 0, name(response));
        }
        try (InputStream in = entity.getContent()) {
            byte[] beginning = goesOn ? new byte[0] : in.readNBytes(Sniff.LENGTH);
            if (!goesOn && !pages && Sniff.isPage(entity.getContentType(), beginning)) {
                return new Fetched(at, true, 0, null);
            }
            if (!headersOnly) {
                if (!goesOn) {
                    partial.restart(identity(response, total));
                }
                append(beginning, in, total);
                partial.finish();
            }
            return new Fetched(at, false, headersOnly && total != null ? total : partial.size(), name(response));
        }
    }

    private boolean goesOn(ClassicHttpResponse response) throws IOException {
        Header range = response.getFirstHeader("Content-Range");
        if (response.getCode() != 206 || range == null) {
            return false;
        }
        Matcher matcher = CONTENT_RANGE.matcher(range.getValue());
        return matcher.matches() && Long.parseLong(matcher.group(1)) == partial.size();
    }

    private @Nullable Identity identity(ClassicHttpResponse response, @Nullable Long total) {
        Header tag = response.getFirstHeader("ETag");
        Header modified = response.getFirstHeader("Last-Modified");
        if (tag != null && !tag.getValue().startsWith("W/")) {
            return new Identity(url.toString(), tag.getValue(), total);
        }
        return modified == null ? null : new Identity(url.toString(), modified.getValue(), total);
    }

    private void append(byte[] beginning, InputStream in, @Nullable Long total) throws MediaException, IOException {
        long done = partial.size();
        try (OutputStream out = Files.newOutputStream(partial.path(), StandardOpenOption.APPEND)) {
            byte[] buffer = new byte[1 << 16];
            byte[] chunk = beginning;
            for (int read = beginning.length; read >= 0; read = in.read(buffer)) {
                done += read;
                if (done > maxBytes) {
                    throw tooLarge(done);
                }
                write(out, chunk, read);
                chunk = buffer;
                bytes.arrived(done, total);
            }
        }
    }

    private static void write(OutputStream out, byte[] chunk, int length) {
        try {
            out.write(chunk, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException("the download could not be written", e);
        }
    }

    private MediaException tooLarge(long size) {
        return tooLarge(size, maxBytes);
    }

    static MediaException tooLarge(long size, long maxBytes) {
        return new MediaException(
                ErrorCode.SOURCE_TOO_LARGE, "the source may have at most " + maxBytes + " bytes, it has " + size);
    }

    private static @Nullable String name(ClassicHttpResponse response) {
        Header disposition = response.getFirstHeader("Content-Disposition");
        return disposition == null ? null : FileNames.ofDisposition(disposition.getValue());
    }
}
