package io.reelflow.media.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Converts a Whisper of one layer, 32 wide, that knows two words. */
class WhisperConverterTest {
    private static final int WIDTH = 32;
    private static final String VOCABULARY = "a\nĠb\n<|endoftext|>\n<|en|>\n";

    private final CTranslate2Bytes model = CTranslate2Bytes.tiny(WIDTH);

    @Test
    void theHeaderSaysTheShapesAndThatItIsQuantised() throws IOException {
        Ggml ggml = convert();

        assertThat(ggml.header).containsExactly(0x67676d6c, 4, 6, WIDTH, 2, 1, 5, WIDTH, 2, 1, 80, 2007);
    }

    @Test
    void tokensAreBytesAndEndBeforeTheSpecialOnes() throws IOException {
        assertThat(convert().tokens).containsExactly("a", " b");
    }

    @Test
    void stackedQueryKeyAndValueAreTakenApart() throws IOException {
        Ggml ggml = convert();
        float[] stacked = model.values("decoder/layer_0/attention/linear_1/bias");

        assertThat(ggml.floats("decoder.blocks.0.cross_attn.value.bias"))
                .containsExactly(Arrays.copyOfRange(stacked, WIDTH, 2 * WIDTH));
        assertThat(ggml.tensors)
                .containsKeys(
                        "encoder.blocks.0.attn.query.weight",
                        "encoder.blocks.0.attn.key.weight",
                        "decoder.blocks.0.cross_attn.key.weight",
                        "decoder.blocks.0.mlp.2.bias")
                .doesNotContainKeys("encoder.blocks.0.attn.key.bias", "decoder.blocks.0.cross_attn.key.bias");
    }

    @Test
    void matricesAreBlocksOfAScaleAnd32BytesCloseToWhatTheyWere() throws IOException {
        Ggml ggml = convert();
        float[] before = model.values("encoder/layer_0/ffn/linear_0/weight");
        ByteBuffer blocks = ggml.bytes("encoder.blocks.0.mlp.0.weight");

        assertThat(ggml.types.get("encoder.blocks.0.mlp.0.weight")).isEqualTo(8);
        assertThat(blocks.remaining()).isEqualTo(before.length / 32 * 34);
        for (int i = 0; i < before.length; i++) {
            int block = i / 32 * 34;
            float scale = HalfFloat.toFloat(blocks.getShort(block));
            assertThat(blocks.get(block + 2 + i % 32) * scale).isCloseTo(before[i], within(scale));
        }
    }

    @Test
    void fiveBitsAreAScaleAMinimumHighBitsAndNibbles() throws IOException {
        Ggml ggml = convert(model.bytes(), Quantisation.Q5_1);
        float[] before = model.values("encoder/layer_0/ffn/linear_0/weight");
        ByteBuffer blocks = ggml.bytes("encoder.blocks.0.mlp.0.weight");

        assertThat(ggml.header[11]).isEqualTo(2009);
        assertThat(ggml.types.get("encoder.blocks.0.mlp.0.weight")).isEqualTo(7);
        assertThat(blocks.remaining()).isEqualTo(before.length / 32 * 24);
        for (int i = 0; i < before.length; i++) {
            int block = i / 32 * 24;
            int inBlock = i % 32;
            float scale = HalfFloat.toFloat(blocks.getShort(block));
            float least = HalfFloat.toFloat(blocks.getShort(block + 2));
            int high = blocks.getInt(block + 4) >>> inBlock & 1;
            int nibbles = blocks.get(block + 8 + inBlock % 16);
            int low = (inBlock < 16 ? nibbles : nibbles >> 4) & 15;
            assertThat((high << 4 | low) * scale + least).isCloseTo(before[i], within(scale));
        }
    }

    @Test
    void convolutionsAreHalvesAndTheirBiasAColumn() throws IOException {
        Ggml ggml = convert();

        assertThat(ggml.types).containsEntry("encoder.conv1.weight", 1).containsEntry("encoder.conv1.bias", 0);
        assertThat(ggml.shapes.get("encoder.conv1.bias")).containsExactly(1, WIDTH);
    }

    @Test
    void aModelThatEndsEarlyIsRefused() {
        byte[] whole = model.bytes();

        assertThatThrownBy(() -> convert(Arrays.copyOf(whole, whole.length - 10), Quantisation.Q8_0))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void anotherKindOfModelIsRefused() {
        assertThatThrownBy(() -> convert(new CTranslate2Bytes("TransformerSpec").bytes(), Quantisation.Q8_0))
                .hasMessageContaining("must be a Whisper model, was 'TransformerSpec'");
    }

    private static Offset<Float> within(float scale) {
        return Offset.offset(0.57f * scale);
    }

    private Ggml convert() throws IOException {
        return convert(model.bytes(), Quantisation.Q8_0);
    }

    private static Ggml convert(byte[] weights, Quantisation quantisation) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WhisperConverter.convert(
                new ByteArrayInputStream(weights),
                new ByteArrayInputStream(VOCABULARY.getBytes(StandardCharsets.UTF_8)),
                quantisation,
                out);
        return new Ggml(out.toByteArray());
    }

    /** Reads what whisper.cpp reads, in the same order. */
    private static final class Ggml {
        final int[] header = new int[12];
        final String[] tokens;
        final Map<String, byte[]> tensors = new LinkedHashMap<>();
        final Map<String, Integer> types = new LinkedHashMap<>();
        final Map<String, int[]> shapes = new LinkedHashMap<>();

        Ggml(byte[] file) {
            ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < header.length; i++) {
                header[i] = in.getInt();
            }
            in.position(in.position() + 8 + Float.BYTES * in.getInt(in.position()) * in.getInt(in.position() + 4));
            tokens = new String[in.getInt()];
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = string(in, in.getInt());
            }
            while (in.hasRemaining()) {
                tensor(in);
            }
        }

        private void tensor(ByteBuffer in) {
            int[] shape = new int[in.getInt()];
            int nameLength = in.getInt();
            int type = in.getInt();
            int count = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = in.getInt();
                count *= shape[i];
            }
            String name = string(in, nameLength);
            byte[] bytes = new byte
                    [type == 8 ? count / 32 * 34 : type == 7 ? count / 32 * 24 : type == 1 ? count * 2 : count * 4];
            in.get(bytes);
            tensors.put(name, bytes);
            types.put(name, type);
            shapes.put(name, shape);
        }

        ByteBuffer bytes(String name) {
            return ByteBuffer.wrap(tensors.getOrDefault(name, new byte[0])).order(ByteOrder.LITTLE_ENDIAN);
        }

        float[] floats(String name) {
            ByteBuffer bytes = bytes(name);
            float[] floats = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(floats);
            return floats;
        }

        private static String string(ByteBuffer in, int length) {
            byte[] bytes = new byte[length];
            in.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
