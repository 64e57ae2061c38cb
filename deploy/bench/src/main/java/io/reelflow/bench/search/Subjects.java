package io.reelflow.bench.search;

import io.reelflow.meaning.Meaning;
import io.reelflow.meaning.SentenceModel;
import java.util.List;
import java.util.Random;

/** What the passages of the made talks mean: each about one of some subjects, as near to it as passages of real talks are. */
final class Subjects {
    /** How far a passage is from its subject, for a distance of 1: passages are then at 0.55 to 0.65 from it, and 0.35 apart. */
    private static final double NOISE = 1.35;

    private static final List<String> NAMES = List.of(
            "how coffee is roasted and ground",
            "why a bicycle does not fall over",
            "the central bank and its interest rates",
            "training a puppy to sit and stay",
            "the landing on the moon",
            "vaccines and how the body fights disease",
            "growing tomatoes in a small garden",
            "the fall of the Roman empire",
            "how neural networks learn",
            "saving for retirement",
            "baking bread with sourdough",
            "climbing the highest mountains",
            "the history of jazz",
            "melting ice and rising seas",
            "writing tests before code",
            "learning a foreign language as an adult",
            "sleep and memory",
            "electric cars and their batteries",
            "the rules of chess for beginners",
            "building a house out of wood");

    private final List<float[]> vectors =
            NAMES.stream().map(SentenceModel::vector).toList();

    String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    /** What the passage is about. */
    String name(int video, int passage) {
        return name(random(video, passage));
    }

    /** The same for the same passage. */
    byte[] meaning(int video, int passage) {
        Random random = random(video, passage);
        float[] subject = vectors.get(random.nextInt(vectors.size()));
        var vector = new float[subject.length];
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (subject[i] + NOISE * random.nextGaussian() / Math.sqrt(vector.length));
            sum += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return Meaning.bytes(vector);
    }

    private static Random random(int video, int passage) {
        return new Random(video * 1_000_003L + passage);
    }
}
