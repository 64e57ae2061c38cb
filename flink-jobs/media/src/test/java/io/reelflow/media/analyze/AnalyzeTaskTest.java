package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.meaning.Passages;
import io.reelflow.media.MediaConfig;
import io.reelflow.media.Progress;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.ClipPlan.Planned;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Picture.Still;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalyzeTaskTest {
    private final AnalyzeTask task = new AnalyzeTask(MediaConfig.fromEnvironment(Map.of()));

    private Analyzed run(AnalyzeRequest request) throws InterruptedException {
        return task.run(request, Path.of("."), Progress.NONE);
    }

    @Test
    void anEnglishTalkGetsEverything() throws Exception {
        Transcript coffee = Talks.transcript("en", Talks.lines("talk-coffee.txt"));
        Analyzed analyzed = run(Requests.of(coffee, null, coffee.duration()));

        var analysis = analyzed.analysis();
        assertThat(analysis.language()).isEqualTo("en");
        assertThat(analysis.keywords()).contains("coffee", "caffeine", "espresso machine");
        assertThat(analysis.topics()).hasSizeGreaterThan(3);
        assertThat(analysis.topics().stream().mapToDouble(t -> t.weight()).sum())
                .isBetween(0.9, 1.01);
        assertThat(analysis.chapters()).hasSizeBetween(4, 8);
        assertThat(analysis.chapters().get(0).start()).isZero();
        assertThat(analysis.summary()).isNotBlank();
        assertThat(analysis.sentiment()).isNotNull();
        assertThat(analysis.entities()).extracting(e -> e.text()).contains("Brazil", "Ethiopia", "New York");
        assertThat(analysis.notes()).isEmpty();
        assertThat(analyzed.passages().passages()).hasSizeBetween(4, 8);
        assertThat(analyzed.clips().clips()).hasSizeGreaterThan(2).allSatisfy(clip -> {
            assertThat(clip.clipId()).matches("clip_[0-9a-f]{16}");
            assertThat(clip.title()).isNotBlank().hasSizeLessThanOrEqualTo(60);
            assertThat(clip.description()).contains("A talk");
            assertThat(clip.hook()).isNotBlank();
            assertThat(clip.tags()).isNotEmpty();
            assertThat(clip.hashtags()).allMatch(h -> h.matches("#[\\p{L}\\p{N}]+"));
            assertThat(coffee.text()).contains(clip.transcriptSegment());
            assertThat(clip.reasons()).isNotEmpty();
        });
    }

    @Test
    void theSameRequestGetsTheSameAnswerToTheByte() throws Exception {
        Transcript bike = Talks.transcript("en", Talks.lines("talk-bike.txt"));
        AnalyzeRequest request = Requests.of(bike, null, bike.duration());
        assertThat(Json.text(run(request))).isEqualTo(Json.text(run(request)));
    }

    @Test
    void progressRunsFromZeroToOneInOneStage() throws Exception {
        var fractions = new ArrayList<Double>();
        Transcript bike = Talks.transcript("en", Talks.lines("talk-bike.txt"));
        task.run(Requests.of(bike, null, 0), Path.of("."), (stage, fraction, message, counters) -> {
            assertThat(stage).isEqualTo(Stage.ANALYZING);
            fractions.add(fraction);
        });
        assertThat(fractions).isSorted().startsWith(0.0).endsWith(1.0);
    }

    @Test
    void withoutATranscriptThereIsANoteAndNoFailure() throws Exception {
        Analyzed analyzed = run(Requests.of(null, null, 60));
        assertThat(analyzed.analysis().notes()).anyMatch(n -> n.startsWith("no transcript"));
        assertThat(analyzed.analysis().language()).isNull();
        assertThat(analyzed.analysis().chapters()).isEmpty();
        assertThat(analyzed.clips().clips()).isEmpty();
    }

    @Test
    void aTranscriptInWhichNothingIsSaidIsNoFailure() throws Exception {
        var silence = new Transcript(null, null, "whisper", "base", 60, List.of());
        assertThat(run(Requests.of(silence, null, 60)).analysis().summary()).isNull();
    }

    @Test
    void aSilentVideoGetsClipsOfItsShots() throws Exception {
        var picture = new Picture(
                640, 360, 1500, List.of(new Shot(0, 12), new Shot(12, 25), new Shot(25, 60)), List.of(), List.of());
        Analyzed analyzed = run(Requests.of(null, picture, 60));
        assertThat(analyzed.clips().clips()).isNotEmpty().allSatisfy(clip -> {
            assertThat(clip.end() - clip.start()).isBetween(10.0, 30.0);
            assertThat(clip.reasons()).contains("nobody speaks");
            assertThat(clip.hook()).isNull();
        });
    }

    @Test
    void aPictureTooSmallToShowGetsNoClipsAndANote() throws Exception {
        var picture = new Picture(1, 1, 1500, List.of(new Shot(0, 60)), List.of(), List.of());
        AnalyzeRequest given = Requests.of(null, picture, 60);
        Source source = given.source();
        var small = new Source(
                source.url(),
                source.file(),
                source.container(),
                source.bytes(),
                source.sha256(),
                source.duration(),
                source.start(),
                new Source.Picture(0, "h264", 1, 1, 25, 0),
                null,
                source.metadata(),
                List.of());
        Analyzed analyzed =
                run(new AnalyzeRequest(given.videoId(), small, null, picture, given.options(), given.clips()));
        assertThat(analyzed.clips().clips()).isEmpty();
        assertThat(analyzed.analysis().notes())
                .contains("no clips: the picture must be at least 16x16 pixels, was 1x1");
    }

    @Test
    void anotherLanguageGetsWhatNeedsNoModelAndANote() throws Exception {
        List<String> spanish = List.of(
                "El capitán Veneno vivía en una casa grande de Madrid.",
                "La casa tenía un balcón desde el que se veía la calle.",
                "Una tarde hubo disparos en la calle y el capitán cayó herido.",
                "La señora de la casa abrió la puerta y ayudó al capitán herido.");
        Analyzed analyzed = run(Requests.of(Talks.transcript("es", spanish), null, 0));
        assertThat(analyzed.passages()).isEqualTo(Passages.NONE);
        var analysis = analyzed.analysis();
        assertThat(analysis.language()).isEqualTo("es");
        assertThat(analysis.keywords()).contains("capitán", "casa", "calle").doesNotContain("una", "desde");
        assertThat(analysis.sentiment()).isNull();
        assertThat(analysis.entities()).isEmpty();
        assertThat(analysis.notes()).anyMatch(n -> n.contains("language es") && n.contains("sentiment"));
    }

    @Test
    void lowerCaseTextSaysThatNamesWereNotLookedFor() throws Exception {
        List<String> lower = Talks.lines("talk-bike.txt").stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .toList();
        assertThat(run(Requests.of(Talks.transcript("en", lower), null, 0))
                        .analysis()
                        .notes())
                .anyMatch(n -> n.startsWith("entities left out"));
    }

    @Test
    void aFewWordsAreNoReasonToFail() throws Exception {
        var analysis = run(Requests.of(Talks.transcript("en", List.of("Hello there.")), null, 20))
                .analysis();
        assertThat(analysis.keywords()).isEmpty();
        assertThat(analysis.sentiment()).isNull();
        assertThat(analysis.summary()).isEqualTo("Hello there.");
        assertThat(analysis.notes()).anyMatch(n -> n.contains("2 words"));
    }

    @Test
    void thePublishersChaptersStand() throws Exception {
        Transcript bike = Talks.transcript("en", Talks.lines("talk-bike.txt"));
        var chapters = List.of(new Chapter(0, 60, "Then"), new Chapter(60, bike.duration(), "Now"));
        var request = Requests.of(bike, null, bike.duration(), JobOptions.DEFAULTS, chapters);
        assertThat(run(request).analysis().chapters()).isEqualTo(chapters);
    }

    @Test
    void slidesCarryWhatWasSaidWhileTheyStood() throws Exception {
        Transcript coffee = Talks.transcript("en", Talks.lines("talk-coffee.txt"));
        double middle = coffee.duration() / 2;
        var stills =
                List.of(new Still(1, 0, middle, "1.png"), new Still(2, middle + 1, coffee.duration() + 5, "2.png"));
        var picture = new Picture(1280, 720, 100, List.of(), stills, List.of());
        var slides =
                run(Requests.of(coffee, picture, coffee.duration())).slides().slides();
        assertThat(slides).extracting(s -> s.index()).containsExactly(1, 2);
        assertThat(slides).extracting(s -> s.image()).containsExactly("1.png", "2.png");
        assertThat(slides).allSatisfy(s -> assertThat(s.title()).isNotBlank());
        assertThat(slides.get(0).transcript() + " " + slides.get(1).transcript())
                .isEqualTo(coffee.text());
    }

    @Test
    void aClipsIdFollowsTheStretchAndItsWordsHoweverItIsToLook() throws Exception {
        Transcript bike = Talks.transcript("en", Talks.lines("talk-bike.txt"));
        List<String> usual = ids(run(Requests.of(bike, null, bike.duration())));
        assertThat(ids(run(Requests.of(bike, null, bike.duration())))).isEqualTo(usual);
        assertThat(ids(run(Requests.of(bike, null, bike.duration(), Requests.clips(30, 10, 2, 3), List.of()))))
                .as("the number of clips shapes no picture")
                .isEqualTo(usual.subList(0, 3));
        var square = withAspect(Requests.of(bike, null, bike.duration()), "1:1");
        assertThat(run(square).clips())
                .isEqualTo(run(Requests.of(bike, null, bike.duration())).clips());
        Transcript other = Talks.transcript("en", Talks.lines("talk-coffee.txt"));
        assertThat(ids(run(Requests.of(other, null, other.duration())))).doesNotContainAnyElementsOf(usual);
    }

    @Test
    void anInterruptEndsIt() {
        Transcript bike = Talks.transcript("en", List.of("The first sentence.", "The second sentence."));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(Requests.of(bike, null, 0))).isInstanceOf(InterruptedException.class);
    }

    private static List<String> ids(Analyzed analyzed) {
        return analyzed.clips().clips().stream().map(Planned::clipId).toList();
    }

    private static AnalyzeRequest withAspect(AnalyzeRequest request, String aspect) {
        String json = Json.text(request).replace("\"aspect_ratio\":\"9:16\"", "\"aspect_ratio\":\"" + aspect + "\"");
        return Json.read(json.getBytes(StandardCharsets.UTF_8), AnalyzeRequest.class);
    }

    @Test
    void requestAndAnswerPassThroughJson() throws Exception {
        Transcript bike = Talks.transcript("en", Talks.lines("talk-bike.txt"));
        AnalyzeRequest request = Requests.of(bike, null, bike.duration());
        assertThat(Json.read(Json.bytes(request), AnalyzeRequest.class)).isEqualTo(request);
        Analyzed analyzed = run(request);
        assertThat(Json.read(Json.bytes(analyzed), Analyzed.class)).isEqualTo(analyzed);
    }
}
