package io.reelflow.media.speakers;

import java.util.ArrayList;
import java.util.List;

/**
 * A voice within a part of the sound: windows that sound alike. The mean keeps its length (the average similarity of
 * two voices' windows is the product of their means), so that voices of many parts cluster as their windows would.
 *
 * @param mean of the embeddings
 * @param windows how many there are
 * @param stretches what it says, in order; seconds of the video
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Voice(float[] mean, int windows, List<Stretch> stretches) {
    private static final double TOUCHING = 0.01;

    /** The voices of one part, the one that is heard first before the others. */
    public static List<Voice> of(List<Window> windows) {
        int[] clusters = AverageLinkage.clusters(
                windows.stream().map(Window::embedding).toList(),
                windows.stream().mapToInt(w -> 1).toArray());
        List<List<Window>> members = new ArrayList<>();
        for (int i = 0; i < clusters.length; i++) {
            if (clusters[i] == members.size()) {
                members.add(new ArrayList<>());
            }
            members.get(clusters[i]).add(windows.get(i));
        }
        return members.stream().map(Voice::alike).toList();
    }

    private static Voice alike(List<Window> windows) {
        float[] mean = new float[windows.get(0).embedding().length];
        List<Stretch> stretches = new ArrayList<>();
        for (Window window : windows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += window.embedding()[i] / windows.size();
            }
            Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (last != null && window.time().start() - last.end() < TOUCHING) {
                stretches.set(
                        stretches.size() - 1,
                        new Stretch(last.start(), window.time().end()));
            } else {
                stretches.add(window.time());
            }
        }
        return new Voice(mean, windows.size(), stretches);
    }
}
