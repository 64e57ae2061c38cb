package io.reelflow.media.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whisper's text tokens as bytes. In {@code vocabulary.txt} every character of a token stands for one byte, by GPT-2's
 * table: printable Latin-1 stands for itself, the other bytes for the characters from U+0100 on.
 */
final class Vocabulary {
    private static final String END_OF_TEXT = "<|endoftext|>";
    private static final Map<Integer, Byte> BYTE_OF = byteOf();

    private Vocabulary() {}

    /** The tokens before {@code <|endoftext|>}; special ones are not part of a GGML file. */
    static List<byte[]> tokens(List<String> lines) throws IOException {
        int end = lines.indexOf(END_OF_TEXT);
        if (end < 0) {
            throw new IOException("the vocabulary has no " + END_OF_TEXT);
        }
        List<byte[]> tokens = new ArrayList<>(end);
        for (String line : lines.subList(0, end)) {
            tokens.add(bytes(line));
        }
        return tokens;
    }

    private static byte[] bytes(String token) {
        int[] characters = token.codePoints().toArray();
        byte[] bytes = new byte[characters.length];
        for (int i = 0; i < characters.length; i++) {
            Byte value = BYTE_OF.get(characters[i]);
            if (value == null) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = value;
        }
        return bytes;
    }

    private static Map<Integer, Byte> byteOf() {
        Map<Integer, Byte> table = new HashMap<>();
        int next = 256;
        for (int value = 0; value < 256; value++) {
            boolean itself = (value >= '!' && value <= '~') || (value >= 0xa1 && value <= 0xac) || value >= 0xae;
            table.put(itself ? value : next++, (byte) value);
        }
        return table;
    }
}
