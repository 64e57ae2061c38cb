package io.reelflow.bench.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpeakerShareTest {
    private static final List<Truth.Segment> TURNS = List.of(
            new Truth.Segment(0, 10, null, "A"),
            new Truth.Segment(10, 14, null, "B"),
            new Truth.Segment(14, 20, null, "A"));

    @Test
    void namesArePairedSoThatMostIsRight() {
        var heard =
                List.of(new Heard.Stretch(0, 10, "1"), new Heard.Stretch(10, 13, "2"), new Heard.Stretch(13, 20, "1"));

        SpeakerShare share = SpeakerShare.of(TURNS, heard);

        assertThat(share).isEqualTo(new SpeakerShare(19, 20, 20));
        assertThat(share.rightOfHeard()).isEqualTo(0.95);
    }

    @Test
    void twoNamesForOneSpeakerAreNotBothRight() {
        var heard =
                List.of(new Heard.Stretch(0, 10, "1"), new Heard.Stretch(10, 14, "2"), new Heard.Stretch(14, 20, "3"));

        assertThat(SpeakerShare.of(TURNS, heard)).isEqualTo(new SpeakerShare(14, 20, 20));
    }

    @Test
    void oneNameForTwoSpeakersIsRightForOne() {
        SpeakerShare share = SpeakerShare.of(TURNS, List.of(new Heard.Stretch(0, 20, "1")));

        assertThat(share).isEqualTo(new SpeakerShare(16, 20, 20));
    }

    @Test
    void theBestPairingIsNotTheFirstThatFits() {
        var turns = List.of(new Truth.Segment(0, 10, null, "A"), new Truth.Segment(10, 19, null, "B"));
        var heard =
                List.of(new Heard.Stretch(0, 6, "1"), new Heard.Stretch(6, 10, "2"), new Heard.Stretch(10, 19, "1"));

        assertThat(SpeakerShare.of(turns, heard)).isEqualTo(new SpeakerShare(13, 19, 19));
    }

    @Test
    void whatHasNoSpeakerCountsAsNotHeard() {
        SpeakerShare share =
                SpeakerShare.of(TURNS, List.of(new Heard.Stretch(0, 5, "1"), new Heard.Stretch(5, 10, null)));

        assertThat(share).isEqualTo(new SpeakerShare(5, 5, 20));
        assertThat(share.heardOfSpoken()).isEqualTo(0.25);
        assertThat(SpeakerShare.of(TURNS, List.of()).rightOfHeard()).isNaN();
    }
}
