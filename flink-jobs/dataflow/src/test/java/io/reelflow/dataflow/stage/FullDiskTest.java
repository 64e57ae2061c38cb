package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void aDiskThatIsFullIsTheReasonHoweverDeepItIsSaid() {
        var failure = new IOException("it failed", new IOException("/x: No space left on device"));
        assertThat(FullDisk.isReason(failure, folder)).isTrue();
    }

    @Test
    void anyOtherReasonIsItsOwn() {
        var failure = new MediaException(ErrorCode.MEDIA_UNREADABLE, "No media");
        assertThat(FullDisk.isReason(failure, folder)).isFalse();
    }

    @Test
    void aFolderWithoutRoomIsReasonEnough() {
        assertThat(FullDisk.isReason(new IOException("it failed"), Path.of("/proc")))
                .isTrue();
    }
}
