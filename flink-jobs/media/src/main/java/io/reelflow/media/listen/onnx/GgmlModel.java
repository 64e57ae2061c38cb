package io.reelflow.media.listen.onnx;

import io.reelflow.media.models.HalfFloat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Whisper model in whisper.cpp's GGML layout. A tensor's numbers are read when they are asked for: of a mapped file,
 * each page once touched would count as this process's memory. Safe for use by several threads.
 */
final class GgmlModel implements AutoCloseable {
    private static final int MAGIC = 0x67676d6c;
    private static final int FLOAT32 = 0;
    private static final int FLOAT16 = 1;
    private static final int Q8_0 = 8;
    /** Numbers between the magic one and the type of the file. */
    private static final int SIZES = 10;
    /** A file's type is 7 where most tensors are q8_0, and has the version of that format in its thousands. */
    private static final int MOSTLY_Q8_0 = 7;

    private static final int QUANTISATION_VERSION = 1000;
    private static final int BLOCK = 32;
    private static final int BLOCK_BYTES = Short.BYTES + BLOCK;

    /** Not a channel: one thread's interrupt would close that for all. */
    private final RandomAccessFile file;

    private final Sizes sizes;
    private final float[][] melFilters;
    private final List<byte[]> vocabulary;
    private final Map<String, Tensor> tensors;

    /**
     * The numbers that tell Whisper's sizes from each other.
     *
     * @param vocabulary tokens, special ones too
     * @param audioPositions of the encoder: 1500 are 30 s
     * @param textPositions of the decoder
     * @param bands of the mel spectrum
     */
    record Sizes(
            int vocabulary,
            int audioPositions,
            int width,
            int heads,
            int encoderLayers,
            int textPositions,
            int decoderLayers,
            int bands) {
        int headWidth() {
            return width / heads;
        }
    }

    /** @param shape the last dimension is the fastest */
    private record Tensor(int type, List<Integer> shape, long offset) {
        int rowLength() {
            return shape.get(shape.size() - 1);
        }

        int rows() {
            return shape.subList(0, shape.size() - 1).stream().reduce(1, Math::multiplyExact);
        }

        int bytes() throws IOException {
            int numbers = rows() * rowLength();
            return switch (type) {
                case FLOAT32 -> numbers * Float.BYTES;
                case FLOAT16 -> numbers * Short.BYTES;
                case Q8_0 -> numbers / BLOCK * BLOCK_BYTES;
                default -> throw new IOException("tensor type " + type + ": only 0, 1 and 8 (q8_0) are known");
            };
        }
    }

    private GgmlModel(RandomAccessFile file) throws IOException {
        this.file = file;
        Header header = new Header(file);
        if (header.integer() != MAGIC) {
            throw new IOException("not a GGML file");
        }
        int tokens = header.integer();
        int audioPositions = header.integer();
        int width = header.integer();
        int heads = header.integer();
        int encoderLayers = header.integer();
        int textPositions = header.integer();
        header.skip(2 * Integer.BYTES); // the decoder's width and heads: the encoder's
        int decoderLayers = header.integer();
        sizes = new Sizes(
                tokens, audioPositions, width, heads, encoderLayers, textPositions, decoderLayers, header.integer());
        header.integer(); // the type of most tensors
        melFilters = new float[header.count()][header.count()];
        for (float[] filter : melFilters) {
            for (int i = 0; i < filter.length; i++) {
                filter[i] = Float.intBitsToFloat(header.integer());
            }
        }
        vocabulary = new ArrayList<>();
        for (int left = header.count(); left > 0; left--) {
            vocabulary.add(header.bytes(header.count()));
        }
        tensors = new HashMap<>();
        while (header.hasMore()) {
            readTensor(header);
        }
    }

    /** Whether a file is one that {@link #read} reads: its tensors are q8_0 or more exact. */
    static boolean isReadable(Path path) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
            if (Integer.reverseBytes(in.readInt()) != MAGIC) {
                return false;
            }
            in.skipNBytes(SIZES * (long) Integer.BYTES);
            int type = Integer.reverseBytes(in.readInt()) % QUANTISATION_VERSION;
            return type == 0 || type == 1 || type == MOSTLY_Q8_0;
        } catch (EOFException tooShort) {
            return false;
        }
    }

    /** @throws IOException it is no such file, or has tensors in a format that is not known here */
    static GgmlModel read(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        GgmlModel model = null;
        try {
            model = new GgmlModel(file);
            return model;
        } catch (EOFException | ArithmeticException e) {
            throw new IOException("the GGML file " + path.getFileName() + " is damaged", e);
        } finally {
            if (model == null) {
                file.close();
            }
        }
    }

    private void readTensor(Header header) throws IOException {
        int rank = header.integer();
        int nameLength = header.count();
        int type = header.integer();
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            shape.add(0, header.integer());
        }
        String name = new String(header.bytes(nameLength), StandardCharsets.US_ASCII);
        if (shape.isEmpty()) {
            throw new EOFException("the tensor '" + name + "' has no shape");
        }
        Tensor tensor = new Tensor(type, shape, header.position());
        tensors.put(name, tensor);
        header.skip(tensor.bytes());
    }

    Sizes sizes() {
        return sizes;
    }

    /** A row for each band, a column for each frequency of the spectrum. */
    float[][] melFilters() {
        return melFilters;
    }

    /** Bytes of a text token. */
    byte[] text(int token) {
        return vocabulary.get(token);
    }

    /** How many rows a tensor has: all its dimensions but the last, multiplied. */
    int rows(String name) throws IOException {
        return tensor(name).rows();
    }

    /** How many numbers a row has. */
    int rowLength(String name) throws IOException {
        return tensor(name).rowLength();
    }

    /** All numbers of a tensor. */
    float[] floats(String name) throws IOException {
        return floats(name, 0, tensor(name).rows());
    }

    /** The numbers of some rows. */
    float[] floats(String name, int fromRow, int rows) throws IOException {
        Tensor tensor = tensor(name);
        int rowBytes = tensor.bytes() / tensor.rows();
        ByteBuffer data = data(tensor.offset + (long) fromRow * rowBytes, rows * rowBytes);
        float[] floats = new float[rows * tensor.rowLength()];
        switch (tensor.type) {
            case FLOAT32 -> data.asFloatBuffer().get(floats);
            case FLOAT16 -> {
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = HalfFloat.toFloat(data.getShort());
                }
            }
            default -> unpack(data, floats);
        }
        return floats;
    }

    private ByteBuffer data(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        synchronized (file) {
            file.seek(offset);
            file.readFully(bytes);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Blocks of 32: a half precision scale, and a signed byte for each number. */
    private static void unpack(ByteBuffer data, float[] into) {
        for (int from = 0; from < into.length; from += BLOCK) {
            float scale = HalfFloat.toFloat(data.getShort());
            for (int i = 0; i < BLOCK; i++) {
                into[from + i] = scale * data.get();
            }
        }
    }

    private Tensor tensor(String name) throws IOException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IOException("the model has no tensor '" + name + "'");
        }
        return tensor;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
