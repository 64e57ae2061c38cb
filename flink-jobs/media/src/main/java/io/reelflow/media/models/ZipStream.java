package io.reelflow.media.models;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An entry of a zip file that is open only for it. */
final class ZipStream extends FilterInputStream {
    private final ZipFile zip;

    ZipStream(ZipFile zip, ZipEntry entry) throws IOException {
        super(zip.getInputStream(entry));
        this.zip = zip;
    }

    @Override
    public void close() throws IOException {
        super.close();
        zip.close();
    }
}
