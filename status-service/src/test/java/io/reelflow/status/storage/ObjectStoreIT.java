package io.reelflow.status.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.status.Bucket;
import io.reelflow.status.access.Seal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBuffer;

/** A folder and a bucket keep the same promises. */
final class ObjectStoreIT {
    private static final String KEY = "videos/v é#1/source/f/a b.txt";
    private static final byte[] BYTES = "0123456789".repeat(20_000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path directory;

    private static Bucket bucket;
    private static S3Objects inBucket;
    private static FileObjects inFolder;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("objects"));
        Files.createDirectories(folder.resolve(KEY).getParent());
        Files.write(folder.resolve(KEY), BYTES);
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.writeString(directory.resolve("outside"), "not yours");
        inFolder = new FileObjects(folder, Seal.withSecret("a secret of this test"));
        bucket = new Bucket(Files.createDirectories(directory.resolve("s3")));
        bucket.putAll(folder);
        inBucket = new S3Objects(bucket.storage());
    }

    @AfterAll
    static void stop() throws Exception {
        inBucket.destroy();
        bucket.stop();
    }

    static Stream<ObjectStore> stores() {
        return Stream.of(inFolder, inBucket);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void anObjectHasItsSizeAndATagThatStays(ObjectStore store) {
        ObjectStore.Stat first = Objects.requireNonNull(store.stat(KEY).block());
        assertThat(first.bytes()).isEqualTo(BYTES.length);
        assertThat(first.etag()).matches("\"[^\"]+\"");
        assertThat(store.stat(KEY).block()).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void anyPartOfAnObjectIsReadExactly(ObjectStore store) {
        for (int[] part : List.of(new int[] {0, BYTES.length}, new int[] {7, 3}, new int[] {70_000, 70_001}, new int[] {
            BYTES.length - 1, 1
        })) {
            String expected = new String(BYTES, part[0], part[1], StandardCharsets.UTF_8);
            assertThat(text(store, KEY, part[0], part[1])).isEqualTo(expected);
        }
        assertThat(text(store, "empty", 0, 0)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whatIsNotThereIsEmptyAndNoKeyLeavesTheStore(ObjectStore store) {
        for (String key :
                List.of("none", "videos", "", "/etc/passwd", "../outside", "videos/../../outside", "a//b", "a\0")) {
            assertThat(store.stat(key).blockOptional()).as(key).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aSmallObjectIsWrittenWholeAndReplaced(ObjectStore store) {
        String key = "videos/v/edits/1/edits.json";
        for (String content : List.of("{\"revision\": 1}", "{}")) {
            store.put(key, content.getBytes(StandardCharsets.UTF_8)).block();
            assertThat(text(store, key, 0, content.length())).isEqualTo(content);
            assertThat(Objects.requireNonNull(store.stat(key).block()).bytes()).isEqualTo(content.length());
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aSignedAddressExpires(ObjectStore store) {
        String address = Objects.requireNonNull(
                store.signed(KEY, Duration.ofMinutes(5), null).block());
        assertThat(address).containsPattern("(?i)expires").containsPattern("(?i)signature");
    }

    private static String text(ObjectStore store, String key, long from, long bytes) {
        var text = new StringBuilder();
        List<DataBuffer> read = Objects.requireNonNull(
                store.read(key, from, bytes).collectList().block());
        read.forEach(each -> text.append(each.toString(StandardCharsets.UTF_8)));
        return text.toString();
    }
}
