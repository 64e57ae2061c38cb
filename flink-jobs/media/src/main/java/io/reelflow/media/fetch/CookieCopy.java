package io.reelflow.media.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.jspecify.annotations.Nullable;

/** An identity's cookies for one task: yt-dlp writes into the file that it is given, so it gets a copy, ours alone. */
final class CookieCopy implements AutoCloseable {
    private static final String HTTP_ONLY = "#HttpOnly_";
    private static final int FIELDS = 7;

    private final Path file;

    private CookieCopy(Path file) {
        this.file = file;
    }

    /** Readable by nobody else, whatever the original is. */
    static CookieCopy of(Path cookies, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path copy = Files.createTempFile(folder, "visit", ".txt");
        try {
            Files.write(copy, Files.readAllBytes(cookies));
        } catch (IOException e) {
            Files.delete(copy);
            throw new IOException("an identity's cookies can not be read"); // the cause would name the file
        }
        return new CookieCopy(copy);
    }

    Path file() {
        return file;
    }

    CookieStore store() throws IOException {
        CookieStore store = new BasicCookieStore();
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\\R", -1)) {
            Cookie cookie = cookie(line.startsWith(HTTP_ONLY) ? line.substring(HTTP_ONLY.length()) : line);
            if (cookie != null) {
                store.addCookie(cookie);
            }
        }
        return store;
    }

    /** Domain, whether it is for its subdomains too, path, whether it needs TLS, expiry, name, value; apart by tabs. */
    private static @Nullable Cookie cookie(String line) {
        String[] fields = line.split("\t", FIELDS);
        if (line.startsWith("#") || fields.length < FIELDS || !fields[4].matches("\\d{1,15}")) {
            return null;
        }
        BasicClientCookie cookie = new BasicClientCookie(fields[5], fields[6]);
        cookie.setDomain(fields[0].replaceFirst("^\\.", ""));
        if (fields[1].equals("TRUE")) {
            cookie.setAttribute(Cookie.DOMAIN_ATTR, "true");
        }
        cookie.setPath(fields[2]);
        cookie.setSecure(fields[3].equals("TRUE"));
        long expiry = Long.parseLong(fields[4]);
        if (expiry > 0) {
            cookie.setExpiryDate(Instant.ofEpochSecond(expiry));
        }
        return cookie;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
