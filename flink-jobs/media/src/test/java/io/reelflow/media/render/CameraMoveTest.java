package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CameraMoveTest {
    private static final double SIDE = 406;

    @Test
    void whateverItFollowsItKeepsItsSpeedAndChangesItSoftly() {
        var random = new Random(5);
        for (int round = 0; round < 200; round++) {
            CameraMove move = along(wander(random, 1 + random.nextInt(400)));

            double limit = CameraMove.MAX_SPEED * SIDE;
            for (double time = 0.2; time <= 20; time += 0.1) {
                double speed = (move.at(time) - move.at(time - 0.1)) / 0.1;
                double before = (move.at(time - 0.1) - move.at(time - 0.2)) / 0.1;
                assertThat(speed).isBetween(-limit - 1e-6, limit + 1e-6);
                assertThat((speed - before) / 0.1).isBetween(-2.1 * limit, 2.1 * limit);
            }
        }
    }

    @Test
    void whatItCanFollowIsAlwaysWellInside() {
        var random = new Random(6);
        for (int round = 0; round < 200; round++) {
            // At most 8 pixels each tenth of a second: a third of the highest speed.
            double[] wanted = wander(random, 8);
            CameraMove move = along(wanted);

            for (int i = 0; i < wanted.length; i++) {
                assertThat(move.at(i * 0.1)).isCloseTo(wanted[i], within(0.25 * SIDE));
            }
        }
    }

    @Test
    void whatStaysWithinTheSlackDoesNotMoveIt() {
        double[] wanted = new double[201];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = 300 + 35 * Math.sin(i);
        }
        CameraMove move = along(wanted);

        for (double time = 0; time < 20; time += 0.1) {
            assertThat(move.at(time)).isEqualTo(move.at(0));
        }
    }

    @Test
    void itStandsBeforeAndAfterAWalk() {
        double[] wanted = new double[201];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = i < 80 ? 100 : i > 120 ? 700 : 100 + 15 * (i - 80);
        }
        CameraMove move = along(wanted);

        assertThat(move.at(5)).isCloseTo(move.at(0), within(0.5));
        assertThat(move.at(15)).isCloseTo(move.at(20), within(0.5));
        assertThat(move.at(20)).isCloseTo(700, within(0.11 * SIDE));
    }

    @Test
    void theStringIsNeverFurtherThanTheSlackAndNoOtherIsShorter() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            double[] values = wander(random, 60);
            double[] string = TautString.within(values, 40);

            double length = 0;
            double rope = 0;
            double slack = values[0];
            for (int i = 0; i < values.length; i++) {
                assertThat(string[i]).isBetween(values[i] - 40 - 1e-6, values[i] + 40 + 1e-6);
                double drawn = Math.max(values[i] - 40, Math.min(values[i] + 40, slack));
                length += i == 0 ? 0 : Math.abs(string[i] - string[i - 1]);
                rope += Math.abs(drawn - slack);
                slack = drawn;
            }
            assertThat(length).isLessThanOrEqualTo(rope + 1e-6);
        }
    }

    private static CameraMove along(double[] wanted) {
        double[] times = new double[wanted.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * 0.1;
        }
        return CameraMove.along(0, 20, times, wanted, SIDE, 0, 1280 - SIDE);
    }

    /** 20 seconds, tenth by tenth. */
    private static double[] wander(Random random, int step) {
        double[] values = new double[201];
        values[0] = random.nextInt(874);
        for (int i = 1; i < values.length; i++) {
            values[i] = Math.max(0, Math.min(874, values[i - 1] + (2 * random.nextDouble() - 1) * step));
        }
        return values;
    }
}
