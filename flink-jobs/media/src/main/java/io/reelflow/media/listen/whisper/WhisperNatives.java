package io.reelflow.media.listen.whisper;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.github.givimad.whisperjni.WhisperJNI;
import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Loads the libwhisper that lies inside whisper-jni's jar, its build for AVX2; once in a process. */
final class WhisperNatives {
    private static final String FOLDER = "whisper-jni-1.7.1";
    private static final List<String> CPU_FLAGS = List.of("avx2", "fma", "f16c");
    private static final String GGML = "libggml.so";
    private static final String WHISPER = "libwhisper.so.1";
    private static final WhisperLibrary.LogCallback QUIET = (level, text, user) -> {};

    private static @Nullable WhisperLibrary library;

    private WhisperNatives() {}

    /**
     * @param cache of the machine: the libraries are unpacked below it
     * @throws MediaException {@code MODEL_UNAVAILABLE}: this machine can not run them; says what is missing
     */
    static synchronized WhisperLibrary library(Path cache) throws MediaException, IOException {
        WhisperLibrary loaded = library;
        if (loaded == null) {
            requireCpu();
            loaded = load(unpack(cache.resolve("native")));
            loaded.whisper_log_set(QUIET, null);
            library = loaded;
        }
        return loaded;
    }

    private static void requireCpu() throws MediaException, IOException {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            throw unavailable("Linux on x86-64, this is " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch"));
        }
        List<String> flags = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line -> Arrays.asList(line.split("\\s+", -1)))
                .orElse(List.of());
        for (String flag : CPU_FLAGS) {
            if (!flags.contains(flag)) {
                throw unavailable("a CPU with " + flag.toUpperCase(Locale.ROOT) + ", this one has none");
            }
        }
    }

    private static WhisperLibrary load(Path folder) throws MediaException {
        try {
            // First, by its path: the loader then takes it for the "libggml.so" that libwhisper asks for.
            NativeLibrary.getInstance(folder.resolve(GGML).toString());
            return Native.load(folder.resolve(WHISPER).toString(), WhisperLibrary.class);
        } catch (UnsatisfiedLinkError e) {
            throw new MediaException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "speech recognition needs libgomp (Debian: apt-get install libgomp1)",
                    e);
        }
    }

    /** Both libraries in a folder that appears whole or not at all, whoever else unpacks at the same time. */
    private static Path unpack(Path parent) throws IOException {
        Path folder = parent.resolve(FOLDER);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, FOLDER + ".part");
        copy("debian-amd64/libggml+mf16c+mfma+mavx+mavx2.so", unfinished.resolve(GGML));
        copy("debian-amd64/" + WHISPER, unfinished.resolve(WHISPER));
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherWasFaster) {
            Files.delete(unfinished.resolve(GGML));
            Files.delete(unfinished.resolve(WHISPER));
            Files.delete(unfinished);
        }
        return folder;
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = WhisperJNI.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("not inside whisper-jni: " + resource);
            }
            Files.copy(in, to);
        }
    }

    private static MediaException unavailable(String needed) {
        return new MediaException(ErrorCode.MODEL_UNAVAILABLE, "speech recognition needs " + needed);
    }
}
