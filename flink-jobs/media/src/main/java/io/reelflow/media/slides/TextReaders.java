package io.reelflow.media.slides;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Several readers, so that as many threads read at a time: Tesseract uses one. */
final class TextReaders implements AutoCloseable {
    private final List<TextReader> all = new ArrayList<>();
    private final BlockingQueue<TextReader> idle = new LinkedBlockingQueue<>();

    TextReaders(Tessdata.Trained trained, int count) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                all.add(new TextReader(trained));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        idle.addAll(all);
    }

    /** What is written on a PNG; waits until a reader is idle. */
    PageText read(Path png) throws IOException, InterruptedException {
        TextReader reader = idle.take();
        try {
            return reader.read(png);
        } finally {
            idle.add(reader);
        }
    }

    /** Nobody reads any more. */
    @Override
    public void close() {
        all.forEach(TextReader::close);
    }
}
