package io.reelflow.media.slides;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.tesseract.global.tesseract.OEM_LSTM_ONLY;
import static org.bytedeco.tesseract.global.tesseract.PSM_AUTO;
import static org.bytedeco.tesseract.global.tesseract.RIL_TEXTLINE;
import static org.bytedeco.tesseract.global.tesseract.RIL_WORD;

import io.reelflow.media.slides.PageText.Line;
import io.reelflow.media.slides.PageText.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.tesseract.ETEXT_DESC;
import org.bytedeco.tesseract.ResultIterator;
import org.bytedeco.tesseract.TessBaseAPI;

/** Reads text off pictures with Tesseract. One thread at a time. */
final class TextReader implements AutoCloseable {
    /**
     * Tesseract reads best where capitals are about 30 pixels high: smaller pictures are enlarged to this height.
     * Measured on slides of 720 pixels, characters right: 95.4% as they are, 96.4% at 1080, 97.3% at 1440.
     */
    private static final int GOOD_HEIGHT = 1440;

    private static final double MAX_ENLARGED = 3;

    /**
     * Of 100; words that Tesseract is less sure of are marks of drawings. Measured on the same slides: 97.3% with 10,
     * 96.8% with 35, as code and addresses go; with a face in a corner 93.8% and 93.4%.
     */
    private static final float MIN_CONFIDENCE = 10;

    /** A picture that is no text at all can take minutes. */
    private static final int DEADLINE_MILLIS = 20_000;

    private final TessBaseAPI tesseract = new TessBaseAPI();

    TextReader(Tessdata.Trained trained) throws IOException {
        if (tesseract.Init(trained.folder().toString(), trained.language(), OEM_LSTM_ONLY) != 0) {
            tesseract.close();
            throw new IOException("Tesseract does not load " + trained.language() + " in " + trained.folder());
        }
        tesseract.SetPageSegMode(PSM_AUTO);
        tesseract.SetVariable("debug_file", "/dev/null"); // else it prints a line for each picture
    }

    /** What is written on a PNG. */
    PageText read(Path png) throws IOException {
        try (Mat picture = imread(png.toString(), IMREAD_GRAYSCALE)) {
            if (picture.empty()) {
                throw new IOException("'" + png.getFileName() + "' is no picture");
            }
            double scale = Math.max(1, Math.min(MAX_ENLARGED, (double) GOOD_HEIGHT / picture.rows()));
            return scale == 1 ? read(picture, 1) : readEnlarged(picture, scale);
        }
    }

    @Override
    public void close() {
        tesseract.End();
        tesseract.close();
    }

    private PageText readEnlarged(Mat picture, double scale) {
        int width = (int) Math.round(scale * picture.cols());
        int height = (int) Math.round(scale * picture.rows());
        try (Mat large = new Mat();
                Size size = new Size(width, height)) {
            resize(picture, large, size, 0, 0, INTER_CUBIC);
            return read(large, scale);
        }
    }

    private PageText read(Mat grey, double scale) {
        try (ETEXT_DESC monitor = new ETEXT_DESC()) {
            tesseract.SetImage(grey.data(), grey.cols(), grey.rows(), 1, Math.toIntExact(grey.step()));
            monitor.set_deadline_msecs(DEADLINE_MILLIS);
            tesseract.Recognize(monitor);
            return new PageText(
                    (int) Math.round(grey.cols() / scale), (int) Math.round(grey.rows() / scale), lines(scale));
        } finally {
            tesseract.Clear();
        }
    }

    private List<Line> lines(double scale) {
        List<Line> lines = new ArrayList<>();
        ResultIterator found = tesseract.GetIterator();
        if (found == null || found.isNull()) {
            return lines;
        }
        try (found) {
            List<Word> words = new ArrayList<>();
            double size = 0;
            do {
                if (found.IsAtBeginningOf(RIL_TEXTLINE)) {
                    add(lines, words, size);
                    words = new ArrayList<>();
                    size = size(found) / scale;
                }
                addWord(words, found, scale);
            } while (found.Next(RIL_WORD));
            add(lines, words, size);
        }
        return lines;
    }

    private static void add(List<Line> lines, List<Word> words, double size) {
        if (!words.isEmpty()) {
            lines.add(new Line(List.copyOf(words), size));
        }
    }

    private static void addWord(List<Word> words, ResultIterator found, double scale) {
        if (found.Empty(RIL_WORD) || found.Confidence(RIL_WORD) < MIN_CONFIDENCE) {
            return;
        }
        try (BytePointer utf8 = found.GetUTF8Text(RIL_WORD);
                IntPointer box = new IntPointer(4)) {
            String text =
                    utf8 == null ? "" : utf8.getString(StandardCharsets.UTF_8).strip();
            boolean placed = found.BoundingBox(
                    RIL_WORD, box.getPointer(0), box.getPointer(1), box.getPointer(2), box.getPointer(3));
            if (!text.isEmpty() && placed) {
                words.add(new Word(
                        text,
                        (int) Math.round(box.get(0) / scale),
                        (int) Math.round(box.get(1) / scale),
                        (int) Math.round(box.get(2) / scale),
                        (int) Math.round(box.get(3) / scale)));
            }
        }
    }

    private static double size(ResultIterator found) {
        try (FloatPointer height = new FloatPointer(1);
                FloatPointer hanging = new FloatPointer(1);
                FloatPointer rising = new FloatPointer(1)) {
            found.RowAttributes(height, hanging, rising);
            return height.get(0);
        }
    }
}
