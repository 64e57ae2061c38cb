package io.reelflow.media.listen.onnx;

import ai.onnxruntime.OnnxJavaType;
import com.sun.jna.Memory;
import io.reelflow.media.listen.onnx.Graph.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts a model's numbers into a graph: vectors as they are, matrices as signed bytes with a scale for each output.
 * The bytes are in native memory until {@link #close}.
 */
final class Weights implements AutoCloseable {
    /** Rows turned into columns at a time, so that what is written lies together. */
    private static final int TILE = 64;

    /** Largest magnitude of a byte. */
    private static final int LARGEST = largest();

    private final GgmlModel model;
    private final Graph graph;
    private final List<Memory> memory = new ArrayList<>();

    Weights(GgmlModel model, Graph graph) {
        this.model = model;
        this.graph = graph;
    }

    /**
     * Without the VNNI instructions, ONNX Runtime adds up two products of bytes in 16 bits, which overflow; with seven
     * bits for the weights they can not (onnxruntime.ai, Quantize ONNX models, "reduce_range").
     */
    private static int largest() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo")).contains("_vnni") ? 127 : 63;
        } catch (IOException e) {
            throw new UncheckedIOException("what this machine's processor can do is not known", e);
        }
    }

    /** A tensor's numbers as floats, in the shape given. */
    String floats(String name, long... shape) throws IOException {
        return floats(name, model.floats(name), shape);
    }

    String floats(String name, float[] numbers, long... shape) {
        ByteBuffer data = allocate((long) numbers.length * Float.BYTES);
        data.asFloatBuffer().put(numbers);
        return graph.weight(name, new Weight(OnnxJavaType.FLOAT, shape, data));
    }

    /**
     * Of a matrix whose rows are outputs, some rows, as ONNX wants them: rows are inputs.
     *
     * @param factor that all numbers are multiplied by
     */
    Quantised matrix(String name, int firstRow, int rows, float factor) throws IOException {
        String ownName = name + "." + firstRow;
        int inputs = model.rowLength(name);
        ByteBuffer data = allocate((long) inputs * rows);
        float[] scales = new float[rows];
        for (int from = 0; from < rows; from += TILE) {
            int count = Math.min(TILE, rows - from);
            byte[][] columns = new byte[inputs][count];
            float[] numbers = model.floats(name, firstRow + from, count);
            for (int i = 0; i < count; i++) {
                float[] row = Arrays.copyOfRange(numbers, i * inputs, (i + 1) * inputs);
                scales[from + i] = factor * quantise(row, columns, i);
            }
            for (int input = 0; input < inputs; input++) {
                data.put(input * rows + from, columns[input]);
            }
        }
        String matrix = graph.weight(ownName, new Weight(OnnxJavaType.INT8, new long[] {inputs, rows}, data));
        return new Quantised(matrix, floats(ownName + ".scale", scales, rows));
    }

    /** What a matrix makes of some of its inputs, as floats, as ONNX wants it. */
    String exactMatrix(String name, int firstInput, int inputs) throws IOException {
        int all = model.rowLength(name);
        int outputs = model.rows(name);
        float[] rows = model.floats(name);
        float[] columns = new float[inputs * outputs];
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                columns[input * outputs + output] = rows[output * all + firstInput + input];
            }
        }
        return floats(name + "." + firstInput, columns, inputs, outputs);
    }

    /** Bytes and, for each column, what a byte stands for. */
    record Quantised(String matrix, String scale) {}

    private static float quantise(float[] row, byte[][] columns, int column) {
        float largest = 0;
        for (float number : row) {
            largest = Math.max(largest, Math.abs(number));
        }
        float scale = largest == 0 ? 1 : largest / LARGEST;
        for (int i = 0; i < row.length; i++) {
            columns[i][column] = (byte) Math.round(row[i] / scale);
        }
        return scale;
    }

    private ByteBuffer allocate(long bytes) {
        Memory block = new Memory(bytes);
        memory.add(block);
        return block.getByteBuffer(0, bytes);
    }

    @Override
    public void close() {
        memory.forEach(Memory::close);
        memory.clear();
    }
}
