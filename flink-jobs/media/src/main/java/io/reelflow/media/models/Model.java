package io.reelflow.media.models;

import io.reelflow.schemas.job.WhisperModels;
import java.util.List;

/**
 * A model that media tasks use.
 *
 * @param name what people call it; Whisper models by the words of {@code whisper_model}
 * @param purpose for people
 * @param files names it may have in a folder; the first is the one we give it
 * @param licence SPDX identifier
 * @param origins where it comes from, tried in this order
 */
public record Model(String name, String purpose, List<String> files, String licence, List<Origin> origins) {

    /** The name of the file. */
    public String file() {
        return files.get(0);
    }

    /** Whether it comes with the jars, so that nothing has to be gotten. */
    public boolean isOnClasspath() {
        return origins.stream().allMatch(o -> o.supply() instanceof Origin.OnClasspath);
    }

    /** Size of the file; of the largest one, where its origins differ. */
    public long bytes() {
        return origins.stream().mapToLong(Origin::bytes).max().orElse(0);
    }

    /** Whether jobs choose it by {@code whisper_model}: such models come and go as the disk allows. */
    public boolean isChosenByJobs() {
        return WhisperModels.NAMES.contains(name);
    }
}
