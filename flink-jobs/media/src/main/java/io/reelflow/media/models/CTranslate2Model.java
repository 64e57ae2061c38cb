package io.reelflow.media.models;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The tensors of a Whisper model in CTranslate2's binary layout, versions 5 and 6: version, name of the specification,
 * revision, count; each tensor as name, rank, dimensions, type, length, bytes; then aliases, which Whisper does not
 * need. Little endian; a string is a 16 bit length and bytes with a closing NUL.
 */
final class CTranslate2Model {
    private final Map<String, Tensor> tensors = new HashMap<>();

    private CTranslate2Model() {}

    static CTranslate2Model read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int version = int32(in);
        if (version < 5 || version > 6) {
            throw new IOException("CTranslate2 layout must be version 5 or 6, was " + version);
        }
        String specification = string(in);
        if (!specification.equals("WhisperSpec")) {
            throw new IOException("the model must be a Whisper model, was '" + specification + "'");
        }
        int32(in);
        CTranslate2Model model = new CTranslate2Model();
        for (int left = int32(in); left > 0; left--) {
            String name = string(in);
            int[] dimensions = new int[in.readUnsignedByte()];
            for (int i = 0; i < dimensions.length; i++) {
                dimensions[i] = int32(in);
            }
            int type = in.readUnsignedByte();
            model.tensors.put(name, new Tensor(dimensions, type, bytes(in, int32(in), name)));
        }
        return model;
    }

    Tensor tensor(String name) throws IOException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IOException("the model has no tensor '" + name + "'");
        }
        return tensor;
    }

    /** How many layers {@code encoder} or {@code decoder} has. */
    int layers(String part) {
        int layers = 0;
        while (tensors.containsKey(part + "/layer_" + layers + "/ffn/linear_0/weight")) {
            layers++;
        }
        return layers;
    }

    private static byte[] bytes(DataInputStream in, int length, String what) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the model ends inside '" + what + "'");
        }
        return bytes;
    }

    private static String string(DataInputStream in) throws IOException {
        byte[] bytes = bytes(in, Short.toUnsignedInt(Short.reverseBytes(in.readShort())), "a name");
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static int int32(DataInputStream in) throws IOException {
        return Integer.reverseBytes(in.readInt());
    }
}
