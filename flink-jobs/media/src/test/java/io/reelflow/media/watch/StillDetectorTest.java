package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.watch.StillDetector.Still;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StillDetectorTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final double STEP = 0.25;

    private final Random random = new Random(7);
    private final List<Double> kept = new ArrayList<>();

    @Test
    void eachSlideIsOneStill() {
        List<Still> stills = watch(60, i -> slide(i / 20, 6));

        assertThat(stills).hasSize(3);
        assertThat(stills).extracting(Still::start).containsExactly(0.0, 5.0, 10.0);
        assertThat(stills).extracting(Still::end).containsExactly(5.0, 10.0, 15.0);
    }

    @Test
    void aSlideBuiltLineByLineIsOneStillAndItsLastStateIsKept() {
        List<Still> stills = watch(40, i -> slide(1, 2 + i / 10));

        assertThat(stills).hasSize(1);
        assertThat(kept).endsWith(39 * STEP);
    }

    @Test
    void aSlideShorterThanAskedForIsNotTold() {
        List<Still> stills = watch(45, i -> slide(i < 20 ? 0 : i < 25 ? 1 : 2, 6));

        assertThat(stills).extracting(Still::start).containsExactly(0.0, 6.25);
    }

    @Test
    void aPresenterInACornerChangesNothing() {
        List<Still> stills = watch(80, i -> withNoise(slide(i / 40, 6), 250, 110, 60));

        assertThat(stills).hasSize(2);
        assertThat(stills.get(1).start()).isCloseTo(10, within(0.5));
        assertThat(stills.get(0).moving()).isBetween(0.05, 0.2);
    }

    @Test
    void aPointerThatWandersChangesNothing() {
        List<Still> stills = watch(40, i -> {
            byte[] slide = slide(0, 6);
            box(slide, 10 + 7 * i, 100, 5, 8, 0);
            return slide;
        });

        assertThat(stills).hasSize(1);
    }

    @Test
    void aFilmOverThePictureIsNoStill() {
        assertThat(watch(60, i -> withNoise(slide(0, 6), 0, 0, 320))).isEmpty();
    }

    @Test
    void aSlideAfterAFilmStartsWhereTheFilmEnds() {
        List<Still> stills = watch(60, i -> i < 30 ? withNoise(slide(0, 6), 0, 0, 320) : slide(1, 6));

        assertThat(stills).hasSize(1);
        assertThat(stills.get(0).start()).isCloseTo(30 * STEP, within(0.5));
    }

    @Test
    void afterACrossFadeTheNewSlideStartsWhenItStands() {
        List<Still> stills = watch(60, i -> mixed(slide(0, 6), slide(1, 6), (i - 30) / 4.0));

        assertThat(stills).hasSize(2);
        assertThat(stills.get(0).end()).isCloseTo(7.5, within(0.5));
        assertThat(stills.get(1).start()).isCloseTo(8.5, within(0.5));
    }

    @Test
    void whatAFadeBringsInFirstIsNoPartOfTheSlide() {
        List<Still> stills = watch(90, i -> {
            byte[] slide = slide(i / 30 % 2, 6);
            if (i == 29) {
                box(slide, 250, 120, 25, 8, 205);
            }
            return slide;
        });

        assertThat(stills).hasSize(3);
        assertThat(stills.get(0).snapshot().shows(stills.get(2).snapshot())).isTrue();
        assertThat(kept).contains(28 * STEP).doesNotContain(29 * STEP);
    }

    @Test
    void aBlankScreenIsNoStill() {
        assertThat(watch(40, i -> new byte[WIDTH * HEIGHT])).isEmpty();
    }

    @Test
    void onePictureASecondIsEnough() {
        StillDetector detector = new StillDetector(WIDTH, HEIGHT, 2);
        List<Still> stills = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            add(stills, detector.accept(i, slide(i / 10, 6)).finished());
        }
        add(stills, detector.finish(20));

        assertThat(stills).extracting(Still::start).containsExactly(0.0, 10.0);
    }

    private List<Still> watch(int count, IntFunction<byte[]> picture) {
        StillDetector detector = new StillDetector(WIDTH, HEIGHT, 2);
        List<Still> stills = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StillDetector.Step step = detector.accept(i * STEP, picture.apply(i));
            add(stills, step.finished());
            if (step.look() != StillDetector.Look.PASSING) {
                kept.add(i * STEP);
            }
        }
        add(stills, detector.finish(count * STEP));
        return stills;
    }

    private static void add(List<Still> stills, @Nullable Still still) {
        if (still != null) {
            stills.add(still);
        }
    }

    /** Dark letters on white: each number has letters of its own, under a head line that all share. */
    private static byte[] slide(int number, int lines) {
        byte[] picture = new byte[WIDTH * HEIGHT];
        Arrays.fill(picture, (byte) 240);
        box(picture, 20, 8, 280, 6, 60);
        Random letters = new Random(number);
        for (int line = 0; line < 8; line++) {
            for (int x = 20; x < 230; x += 3) {
                boolean stroke = letters.nextInt(3) == 0;
                if (stroke && line < lines) {
                    box(picture, x, 25 + 18 * line, 2, 7, 40);
                }
            }
        }
        return picture;
    }

    private byte[] withNoise(byte[] picture, int left, int top, int side) {
        for (int y = top; y < Math.min(HEIGHT, top + side); y++) {
            for (int x = left; x < Math.min(WIDTH, left + side); x++) {
                picture[y * WIDTH + x] = (byte) random.nextInt(256);
            }
        }
        return picture;
    }

    private static byte[] mixed(byte[] from, byte[] to, double share) {
        double part = Math.max(0, Math.min(1, share));
        byte[] mixed = new byte[from.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (byte) Math.round((1 - part) * (from[i] & 0xff) + part * (to[i] & 0xff));
        }
        return mixed;
    }

    private static void box(byte[] picture, int left, int top, int width, int height, int level) {
        for (int y = top; y < Math.min(HEIGHT, top + height); y++) {
            Arrays.fill(picture, y * WIDTH + left, y * WIDTH + Math.min(WIDTH, left + width), (byte) level);
        }
    }
}
