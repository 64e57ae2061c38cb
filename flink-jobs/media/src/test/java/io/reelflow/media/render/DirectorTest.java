package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectorTest {
    private static final Shot SHOT = new Shot(0, 20);

    @Test
    void whoSpeaksIsShownFromTheStartOfTheTurnOn() {
        List<Face> faces = two(t -> t < 9 ? 0.12 : 0, t -> t < 9 ? 0.01 : 0.1);

        List<Lead> leads = directed(said(null, null, 0, 8.8, 9.3, 20)).leads(SHOT, faces);

        assertThat(leads).hasSize(2);
        assertThat(leads.get(0).faces()).extracting(Face::track).containsOnly(1);
        assertThat(leads.get(0).start()).isZero();
        assertThat(leads.get(0).end()).isEqualTo(9.3);
        assertThat(leads.get(1).faces()).extracting(Face::track).containsOnly(2);
        assertThat(leads.get(1).end()).isEqualTo(20);
    }

    @Test
    void aWordThrownInIsNoReasonToCut() {
        List<Face> faces = two(t -> t > 9 && t < 9.8 ? 0 : 0.12, t -> t > 9 && t < 9.8 ? 0.12 : 0);

        assertThat(directed(List.of()).leads(SHOT, faces)).hasSize(1);
    }

    @Test
    void whoChewsWhileNobodySpeaksIsNotShown() {
        List<Face> faces = two(t -> t < 10 ? 0.12 : 0, t -> t < 10 ? 0 : 0.12);

        List<Lead> leads = directed(said(null, null, 0, 9, 19, 20)).leads(SHOT, faces);

        assertThat(leads.get(0).faces()).extracting(Face::track).containsOnly(1);
        assertThat(leads.get(0).end()).isGreaterThan(18);
    }

    @Test
    void turnsThatAreKnownDecideWhereMouthsCanNotBeTold() {
        // From 10 on both mouths move alike; whose turn it is, is what the sound says.
        List<Face> faces = two(t -> t < 6 || t > 10 ? 0.1 : 0, t -> t > 6 ? 0.1 : 0);

        List<Lead> leads = directed(said("A", "B", 0, 6, 6, 20)).leads(SHOT, faces);

        assertThat(leads).hasSize(2);
        assertThat(leads.get(1).start()).isCloseTo(6, within(0.3));
    }

    @Test
    void oneNameForAllThatIsSaidDecidesNothing() {
        List<Face> faces = two(t -> t < 8 ? 0.05 : 0, t -> t < 8 ? 0 : 0.2);

        List<Lead> leads = directed(said("A", "A", 0, 8, 8, 20)).leads(SHOT, faces);

        assertThat(leads).hasSize(2);
        assertThat(leads.get(0).faces()).extracting(Face::track).containsOnly(1);
        assertThat(leads.get(0).end()).isCloseTo(8, within(0.6));
    }

    @Test
    void whoFitsTogetherIsShownTogether() {
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            faces.add(new Face(i / 4.0, 1, 500, 300, 100, 120, 0.9, i < 40 ? 0.1 : 0, null));
            faces.add(new Face(i / 4.0, 2, 660, 300, 100, 120, 0.9, i < 40 ? 0 : 0.1, null));
        }

        List<Lead> leads = directed(List.of()).leads(SHOT, faces);

        assertThat(leads).hasSize(1);
        assertThat(leads.get(0).faces()).hasSize(80).allSatisfy(face -> {
            assertThat(face.x()).isEqualTo(500);
            assertThat(face.width()).isEqualTo(260);
        });
    }

    @Test
    void someoneLostAndFoundAgainIsFollowedWithoutACut() {
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            if (i < 30 || i > 40) {
                faces.add(new Face(i / 4.0, i < 35 ? 1 : 2, 500 + i, 300, 100, 120, 0.9));
            }
        }

        List<Lead> leads = directed(List.of()).leads(SHOT, faces);

        assertThat(leads).hasSize(1);
        assertThat(leads.get(0).faces()).extracting(Face::track).contains(1, 2);
    }

    @Test
    void leadsFillTheShotWhateverFacesDo() {
        var random = new java.util.Random(3);
        for (int round = 0; round < 100; round++) {
            List<Face> faces = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                for (int track = 1; track <= random.nextInt(5); track++) {
                    faces.add(new Face(
                            i / 4.0, track, random.nextInt(1100), 300, 100, 120, 0.9, random.nextDouble(), null));
                }
            }
            List<Lead> leads = directed(said("A", "B", 1, 4, 5, 14)).leads(SHOT, faces);

            double at = 0;
            for (Lead lead : leads) {
                assertThat(lead.start()).isEqualTo(at);
                assertThat(lead.end()).isGreaterThan(at);
                assertThat(lead.faces()).isNotEmpty().isSortedAccordingTo((a, b) -> Double.compare(a.time(), b.time()));
                at = lead.end();
            }
            assertThat(at).isEqualTo(faces.isEmpty() ? 0 : 20);
        }
    }

    private static Director directed(List<Segment> said) {
        return new Director(406, 720, new Speech(said));
    }

    /** Two faces, far from each other and as large, whose mouths move as told. */
    private static List<Face> two(DoubleUnaryOperator left, DoubleUnaryOperator right) {
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            double time = i / 4.0;
            faces.add(new Face(time, 1, 150, 200, 150, 180, 0.9, left.applyAsDouble(time), null));
            faces.add(new Face(time, 2, 950, 200, 150, 180, 0.9, right.applyAsDouble(time), null));
        }
        return faces;
    }

    /** Two turns, of words without pauses. */
    private static List<Segment> said(
            @Nullable String first, @Nullable String second, double a, double b, double c, double d) {
        return List.of(turn(first, a, b), turn(second, c, d));
    }

    private static Segment turn(@Nullable String speaker, double start, double end) {
        List<Word> words = new ArrayList<>();
        for (double at = start; at < end - 0.1; at += 0.5) {
            words.add(new Word(at, Math.min(end, at + 0.5), "word", 0.9));
        }
        return new Segment(start, end, "word", speaker, words);
    }
}
