package io.reelflow.dataflow.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Manifest.ObjectFile;
import java.io.FileNotFoundException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every storage promises, whatever lies behind it. */
abstract class StorageContract {
    private static final String FOLDER = "videos/v1/source/f1/";
    private static final Chapter DOCUMENT = new Chapter(1, 2, "Größe & Maß");

    @TempDir
    Path directory;

    ArtifactStore store;

    abstract StorageSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = new ArtifactStore(settings());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void aDocumentIsReadAsItWasWritten() throws Exception {
        assertThat(store.find(FOLDER + "source.json", Chapter.class)).isNull();
        assertThat(store.exists(FOLDER + "source.json")).isFalse();

        store.write(FOLDER + "source.json", DOCUMENT);
        assertThat(store.read(FOLDER + "source.json", Chapter.class)).isEqualTo(DOCUMENT);
        assertThat(store.exists(FOLDER + "source.json")).isTrue();
        assertThat(store.exists(FOLDER)).as("a folder is no object").isFalse();
    }

    @Test
    void whatNobodyWantsAnyMoreNeverAppears() throws Exception {
        store.whileWanted(() -> true).write(FOLDER + "before.json", DOCUMENT);
        AtomicInteger asked = new AtomicInteger();
        // It is stopped while the bytes are on their way.
        ArtifactStore stopped = store.whileWanted(() -> asked.getAndIncrement() == 0);
        assertThatThrownBy(() -> stopped.write(FOLDER + "meanwhile.json", DOCUMENT))
                .isInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(() -> stopped.write(FOLDER + "later.json", DOCUMENT))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(store.sizes(FOLDER)).containsOnlyKeys(FOLDER + "before.json");
    }

    @Test
    void everythingBelowAFolderIsRemovedAndNothingBeside() throws Exception {
        for (int i = 0; i < 12; i++) {
            store.write("videos/v1/slides/f" + i + "/" + i + ".json", DOCUMENT);
        }
        store.write("videos/v10/source/f1/source.json", DOCUMENT);

        assertThat(store.deleteAll("videos/v1/")).isFalse();
        assertThat(store.sizes("videos/v1/")).isEmpty();
        assertThat(store.sizes("videos/")).containsOnlyKeys("videos/v10/source/f1/source.json");
        assertThat(store.deleteAll("videos/v1/")).as("nothing was there").isTrue();
    }

    @Test
    void anArtifactIsThereWithEveryFileAndItsHash() throws Exception {
        Path out = Files.createDirectory(directory.resolve("out"));
        byte[] media = new byte[17 << 20]; // more than one part of an upload
        new Random(1).nextBytes(media);
        Files.write(out.resolve("talk #1 é.mp4"), media);
        Files.writeString(out.resolve("source.json"), "of the task, not of ours");
        Files.createDirectory(out.resolve("folders stay here"));
        store.publish(out, FOLDER, "source.json", DOCUMENT);

        List<ObjectFile> files = store.filesOf(FOLDER + "source.json");
        assertThat(files)
                .extracting(ObjectFile::key)
                .containsExactlyInAnyOrder(
                        FOLDER + "talk #1 é.mp4", FOLDER + "source.files.json", FOLDER + "source.json");
        ObjectFile talk = files.get(0);
        assertThat(talk.bytes()).isEqualTo(media.length);
        assertThat(talk.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(media)));
        assertThat(talk.mediaType()).isEqualTo("video/mp4");
        assertThat(talk.kind()).isEqualTo("source");
        assertThat(store.sizes(FOLDER)).hasSize(3).containsEntry(talk.key(), talk.bytes());

        Path back = directory.resolve("back.mp4");
        store.download(talk.key(), back);
        assertThat(back).hasBinaryContent(media);
    }

    @Test
    void publishingAgainChangesNothing() throws Exception {
        Path out = Files.createDirectory(directory.resolve("out"));
        Files.writeString(out.resolve("a.txt"), "a");
        store.publish(out, FOLDER, "source.json", DOCUMENT);
        List<ObjectFile> before = store.filesOf(FOLDER + "source.json");
        store.publish(out, FOLDER, "source.json", DOCUMENT);
        assertThat(store.filesOf(FOLDER + "source.json")).isEqualTo(before);
    }

    @Test
    void aPublicationThatBreaksOffLeavesNoMark() throws Exception {
        Path out = Files.createDirectory(directory.resolve("out"));
        Files.writeString(out.resolve("a.txt"), "a");
        Object unwritable = new Unwritable("a");
        assertThatThrownBy(() -> store.publish(out, FOLDER, "source.json", unwritable))
                .isInstanceOf(RuntimeException.class);
        assertThat(store.exists(FOLDER + "source.json")).isFalse();
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() throws Exception {
        assertThatThrownBy(() -> store.size("videos/v1/none")).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> store.read("videos/v1/none", Chapter.class)).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> store.download("videos/v1/none", directory.resolve("none")))
                .isInstanceOf(FileNotFoundException.class);
        assertThat(directory.resolve("none")).doesNotExist();
        assertThat(store.sizes("videos/v1/none/")).isEmpty();
        store.delete("videos/v1/none");
    }

    @Test
    void deletingTakesOneObjectAndNoOther() throws Exception {
        store.write(FOLDER + "a.json", DOCUMENT);
        store.write(FOLDER + "b.json", DOCUMENT);
        store.delete(FOLDER + "a.json");
        assertThat(store.sizes(FOLDER)).containsOnlyKeys(FOLDER + "b.json");
    }

    @Test
    void aKeyDoesNotLeadOutOfTheStorage() {
        assertThatThrownBy(() -> store.exists("uploads/../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }

    /** JSON breaks off at it. */
    public record Unwritable(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("broken");
        }
    }
}
