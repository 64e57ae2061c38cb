package io.reelflow.media.listen.onnx;

import io.reelflow.media.models.HalfFloat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Whisper model in whisper.cpp's GGML layout. The file is mapped, and a tensor's numbers are made when they are
 * asked for. Safe for use by several threads.
 */
final class GgmlModel {
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

    private final Bytes bytes;
    private final Sizes sizes;
    private final float[][] melFilters;
    private final List<byte[]> vocabulary;
    private final Map<String, Tensor> tensors;

    /** Bytes of the file. */
    @FunctionalInterface
    private interface Bytes {
        ByteBuffer at(int offset, int length) throws IOException;
    }

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
    private record Tensor(int type, List<Integer> shape, int offset) {
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

    private GgmlModel(ByteBuffer file) throws IOException {
        if (file.getInt() != MAGIC) {
            throw new IOException("not a GGML file");
        }
        int tokens = file.getInt();
        int audioPositions = file.getInt();
        int width = file.getInt();
        int heads = file.getInt();
        int encoderLayers = file.getInt();
        int textPositions = file.getInt();
        file.position(file.position() + 2 * Integer.BYTES); // the decoder's width and heads: the encoder's
        int decoderLayers = file.getInt();
        sizes = new Sizes(
                tokens, audioPositions, width, heads, encoderLayers, textPositions, decoderLayers, file.getInt());
        file.getInt(); // the type of most tensors
        melFilters = new float[file.getInt()][file.getInt()];
        for (float[] filter : melFilters) {
            for (int i = 0; i < filter.length; i++) {
                filter[i] = file.getFloat();
            }
        }
        vocabulary = new ArrayList<>();
        for (int left = file.getInt(); left > 0; left--) {
            vocabulary.add(bytes(file, file.getInt()));
        }
        tensors = new HashMap<>();
        while (file.hasRemaining()) {
            readTensor(file);
        }
        bytes = file::slice;
    }

    private GgmlModel(GgmlModel model, Bytes bytes) {
        this.bytes = bytes;
        this.sizes = model.sizes;
        this.melFilters = model.melFilters;
        this.vocabulary = model.vocabulary;
        this.tensors = model.tensors;
    }

    /** The same, read from the file instead of the map: what is read once does not stay memory of the process. */
    GgmlModel readFrom(FileChannel file) {
        return new GgmlModel(this, (offset, length) -> {
            ByteBuffer read = ByteBuffer.allocate(length);
            int count = 0;
            while (count >= 0 && read.hasRemaining()) {
                count = file.read(read, offset + (long) read.position());
            }
            return read.flip();
        });
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
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return new GgmlModel(mapped.order(ByteOrder.LITTLE_ENDIAN));
        } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
            throw new IOException("the GGML file " + path.getFileName() + " is damaged", e);
        }
    }

    private void readTensor(ByteBuffer file) throws IOException {
        int rank = file.getInt();
        int nameLength = file.getInt();
        int type = file.getInt();
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            shape.add(0, file.getInt());
        }
        String name = new String(bytes(file, nameLength), StandardCharsets.US_ASCII);
        Tensor tensor = new Tensor(type, shape, file.position());
        tensors.put(name, tensor);
        file.position(tensor.offset + tensor.bytes());
    }

    private static byte[] bytes(ByteBuffer file, int length) {
        byte[] bytes = new byte[length];
        file.get(bytes);
        return bytes;
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
        ByteBuffer data =
                bytes.at(tensor.offset + fromRow * rowBytes, rows * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
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
}
