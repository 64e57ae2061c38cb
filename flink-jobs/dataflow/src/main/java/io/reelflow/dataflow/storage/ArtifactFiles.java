package io.reelflow.dataflow.storage;

import io.reelflow.schemas.result.Manifest.ObjectFile;
import java.util.List;

/** {@code NAME.files.json} beside an artifact's mark {@code NAME.json}: every other file of it, as it was uploaded. */
public record ArtifactFiles(List<ObjectFile> files) {
    /** The object key of this document, given that of the mark. */
    static String keyFor(String mark) {
        return mark.substring(0, mark.length() - ".json".length()) + ".files.json";
    }
}
