package io.reelflow.status.search;

import io.reelflow.schemas.result.Word;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** When each word of a text is said, beside the text in the index: pairs of the place in the text and milliseconds. */
final class WordTimes {
    private static final int BYTES = 2 * Integer.BYTES;

    private WordTimes() {}

    /** Words that are not in the text are left out. */
    static BytesRef of(Moment moment) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES * moment.words().size());
        int from = 0;
        for (Word word : moment.words()) {
            String text = word.text().strip();
            int at = moment.text().indexOf(text, from);
            if (at >= 0 && !text.isEmpty()) {
                bytes.putInt(at).putInt((int) Math.round(1000 * word.start()));
                from = at + text.length();
            }
        }
        return new BytesRef(bytes.array(), 0, bytes.position());
    }

    /** Seconds at which the word is said that holds this place; empty where the times are not known or there is no place. */
    static OptionalDouble at(@Nullable BytesRef times, int place) {
        OptionalDouble seconds = OptionalDouble.empty();
        if (times != null && place >= 0) {
            ByteBuffer bytes = ByteBuffer.wrap(times.bytes, times.offset, times.length);
            while (bytes.hasRemaining() && bytes.getInt() <= place) {
                seconds = OptionalDouble.of(bytes.getInt() / 1000.0);
            }
        }
        return seconds;
    }
}
