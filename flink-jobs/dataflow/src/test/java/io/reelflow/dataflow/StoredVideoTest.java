package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.sink.ResultRows.ClipRow;
import io.reelflow.dataflow.sink.ResultRows.SegmentRow;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.SmallTasks;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.media.TaskType;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StoredVideo;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Edits.ClipEdit;
import io.reelflow.schemas.result.Edits.Line;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that begin with what another has stored: nothing is fetched, and only what has to be is made. */
class StoredVideoTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final Set<Stage> BEFORE_CLIPS = Set.of(
            Stage.DOWNLOADING,
            Stage.EXTRACTING_METADATA,
            Stage.EXTRACTING_AUDIO,
            Stage.TRANSCRIBING,
            Stage.EXTRACTING_FRAMES,
            Stage.ANALYZING);

    private static final String SAME = "{}";

    @TempDir
    Path directory;

    private TestWorkplace workplace;

    @BeforeEach
    void open() throws Exception {
        workplace = new TestWorkplace(directory);
    }

    @AfterEach
    void close() throws Exception {
        workplace.close();
    }

    @Test
    void anotherLookRendersClipsAgainAndNothingElse() throws Exception {
        Job first = Jobs.job("look");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            complete(run, first, 1);
            Job boxed = stored(
                    "boxed",
                    first,
                    JobType.FULL_PROCESSING,
                    null,
                    null,
                    "{\"captions\": {\"burn\": true, \"style\": \"boxed\", \"position\": \"top\"}, \"resolution\": \"720p\"}");
            complete(run, boxed, 2);

            assertThat(reusedStages(boxed)).isEqualTo(BEFORE_CLIPS);
            assertThat(runs())
                    .containsExactlyInAnyOrderEntriesOf(everythingOnceBut(TaskType.RENDER, 2 * SmallTasks.CLIPS));
            assertThat(ids(boxed)).hasSize(SmallTasks.CLIPS).doesNotContainAnyElementsOf(ids(first));
            // The old result is whole still.
            for (Manifest.ObjectFile file : manifest(first).files()) {
                assertThat(workplace.store.size(file.key())).as(file.key()).isEqualTo(file.bytes());
            }

            // Fewer clips are another plan; those that are the same are not rendered again.
            complete(run, stored("again", first, JobType.FULL_PROCESSING, null, null, "{\"max_clips\": 5}"), 3);
            assertThat(workplace.tasks.runsOf(TaskType.ANALYZE)).isEqualTo(2);
            assertThat(workplace.tasks.runsOf(TaskType.RENDER)).isEqualTo(2 * SmallTasks.CLIPS);
        }
    }

    @Test
    void slidesOfAVideoThatIsDoneRunNothingAtAll() throws Exception {
        Job first = Jobs.job("slides");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            complete(run, first, 1);
            Job slides = stored("slides-again", first, JobType.SLIDES, null, null, SAME);
            complete(run, slides, 2);

            assertThat(reusedStages(slides)).isEqualTo(BEFORE_CLIPS);
            assertThat(runs()).containsExactlyInAnyOrderEntriesOf(everythingOnceBut(TaskType.RENDER, SmallTasks.CLIPS));
            assertThat(manifest(slides).slides()).isEqualTo(manifest(first).slides());
            assertThat(manifest(slides).clips()).isEmpty();
        }
    }

    @Test
    void ownWordsInPlaceOfStoredCaptionsAreRecognisedFromTheStoredSound() throws Exception {
        workplace.tasks.captioned("WEBVTT\n\n00:00.000 --> 15:00.000\nWhat the publisher wrote.\n");
        Job first = Jobs.job("captioned");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            complete(run, first, 1);
            Job own = stored("own-words", first, JobType.TRANSCRIPTION, null, null, "{\"force_whisper\": true}");
            complete(run, own, 2);

            assertThat(transcript(own).source()).isEqualTo("whisper");
            assertThat(transcript(first).source()).isEqualTo("captions");
            assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
        }
    }

    @Test
    void whereTheSourceIsGoneNothingTakesItsPlace() throws Exception {
        Job first = Jobs.job("gone");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            complete(run, first, 1);
            String source = Objects.requireNonNull(manifest(first).source());
            Files.delete(directory.resolve("storage").resolve(source.replace("source.json", "media.mp4")));
            Job again = stored("gone-again", first, JobType.SLIDES, null, null, SAME);
            run.send(again);
            run.awaitEnds(2);

            assertThat(Objects.requireNonNull(workplace.stateOf(again.jobId()).error())
                            .code())
                    .isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
            assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
        }
    }

    @Test
    void aCorrectedLineIsHeardInTheTranscriptAndInItsClipAlone() throws Exception {
        Job first = Jobs.diarized("line", "video-line");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            complete(run, first, 1);
            Edits edits = edits(List.of(new Line(0, 2, "Farewell, world.")), Map.of());
            Job corrected = corrected("line-corrected", first, edits);
            complete(run, corrected, 2);

            assertThat(transcript(corrected).segments().get(0).text()).isEqualTo("Farewell, world.");
            assertThat(transcript(first).segments().get(0).text()).startsWith("Hello");
            assertThat(ids(corrected)).isEqualTo(ids(first));
            assertThat(manifest(corrected).clips())
                    .extracting(Clip::transcriptSegment)
                    .containsExactly("Farewell, world.", "Hello");
            assertThat(clip(corrected, 0).files()).isNotEqualTo(clip(first, 0).files());
            assertThat(clip(corrected, 1).files()).isEqualTo(clip(first, 1).files());
            assertThat(runs()).containsEntry("render", SmallTasks.CLIPS + 1L);
            assertThat(runs()).containsEntry("transcribe", (long) SmallTasks.SPANS);
            assertThat(run.rows)
                    .filteredOn(row -> row instanceof SegmentRow segment
                            && segment.jobId().equals(corrected.jobId())
                            && segment.text().equals("Farewell, world."))
                    .hasSize(1);

            Job named = corrected("line-named", first, edits(List.of(), Map.of("Speaker 1", "Anna")));
            complete(run, named, 3);
            assertThat(transcript(named).segments())
                    .extracting(Segment::speaker)
                    .containsOnly("Anna");
        }
    }

    @Test
    void aTitleRendersNothingBordersOneClipAndARemovedOneIsGone() throws Exception {
        Job first = Jobs.job("clips");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            complete(run, first, 1);
            List<String> ids = ids(first);
            Job titled = corrected(
                    "titled", first, clips(new ClipEdit(ids.get(0), "A better title", null, null, null, false)));
            complete(run, titled, 2);
            assertThat(runs()).containsEntry("render", (long) SmallTasks.CLIPS);
            assertThat(runs()).containsEntry("analyze", 1L);
            assertThat(manifest(titled).clips()).extracting(Clip::title).containsExactly("A better title", "Clip 1");
            assertThat(run.rows)
                    .filteredOn(row -> row instanceof ClipRow clip && "A better title".equals(clip.title()))
                    .hasSize(1);
            assertThat(reusedStages(titled)).contains(Stage.GENERATING_CLIPS);

            Job cut = corrected(
                    "cut",
                    first,
                    clips(
                            new ClipEdit(ids.get(0), null, null, 20.0, null, false),
                            new ClipEdit(ids.get(1), null, null, null, null, true)));
            complete(run, cut, 3);
            assertThat(ids(cut)).containsExactly(ids.get(0));
            assertThat(clip(cut, 0).endTime()).isEqualTo(20);
            assertThat(runs()).containsEntry("render", SmallTasks.CLIPS + 1L);

            // What people changed of a clip holds in another look, too.
            Job bare = stored(
                    "bare",
                    first,
                    JobType.FULL_PROCESSING,
                    put(first, clips(new ClipEdit(ids.get(1), "Bare", null, null, false, false))),
                    plan(first),
                    "{\"aspect_ratio\": \"1:1\"}");
            complete(run, bare, 4);
            assertThat(manifest(bare).clips()).extracting(Clip::title).containsExactly("Clip 0", "Bare");
            assertThat(workplace.tasks.ran)
                    .filteredOn(each -> each.startsWith("render") && each.contains("burn=false"))
                    .singleElement()
                    .asString()
                    .contains("Bare");
        }
    }

    private void complete(PipelineRun run, Job job, int ends) {
        run.send(job);
        run.awaitEnds(ends);
        var state = workplace.stateOf(job.jobId());
        assertThat(state.status()).as("%s", state.error()).isEqualTo(JobStatus.COMPLETED);
    }

    private Job corrected(String name, Job first, Edits edits) throws Exception {
        return stored(name, first, first.jobType(), put(first, edits), plan(first), SAME);
    }

    private Job stored(
            String name, Job first, JobType type, @Nullable String edits, @Nullable String plan, String options)
            throws Exception {
        String source = folder(Objects.requireNonNull(manifest(first).source()));
        return Jobs.stored(name, first, type, new StoredVideo(source, edits, plan), options);
    }

    private String plan(Job first) throws Exception {
        return folder(Objects.requireNonNull(manifest(first).analysis()));
    }

    private String put(Job job, Edits edits) throws Exception {
        String key = ObjectKeys.edits(job.videoId(), edits.hashCode() & 0xffff);
        workplace.store.write(key, edits);
        return key;
    }

    private static Edits clips(ClipEdit... clips) {
        return new Edits(Edits.VERSION, 1, null, null, null, List.of(), Map.of(), List.of(clips));
    }

    private static Edits edits(List<Line> lines, Map<String, String> speakers) {
        return new Edits(Edits.VERSION, 1, null, null, null, lines, speakers, List.of());
    }

    private static String folder(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    /** How often each task has run. */
    private Map<String, Long> runs() {
        return workplace.tasks.ran.stream()
                .collect(Collectors.groupingBy(run -> run.substring(0, run.indexOf(' ')), Collectors.counting()));
    }

    private static Map<String, Long> everythingOnceBut(TaskType<?, ?> task, int times) {
        var runs = new TreeMap<String, Long>();
        for (TaskType<?, ?> each :
                List.of(TaskType.FETCH, TaskType.LISTEN, TaskType.WATCH, TaskType.ANALYZE, TaskType.SLIDES)) {
            runs.put(each.name(), 1L);
        }
        runs.put(TaskType.TRANSCRIBE.name(), (long) SmallTasks.SPANS);
        runs.put(task.name(), (long) times);
        return runs;
    }

    /** Stages of which every part has found its result. */
    private Set<Stage> reusedStages(Job job) {
        return workplace.eventsOf(job.jobId()).stream()
                .filter(event -> event.type() == JobEventType.STAGE_COMPLETED)
                .collect(Collectors.groupingBy(JobEvent::stage))
                .entrySet()
                .stream()
                .filter(stage -> stage.getValue().stream().allMatch(StoredVideoTest::isReused))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean isReused(JobEvent event) {
        return event.stageRun() != null && event.stageRun().reused();
    }

    private List<String> ids(Job job) throws Exception {
        return manifest(job).clips().stream().map(Clip::clipId).toList();
    }

    private Clip clip(Job job, int index) throws Exception {
        return manifest(job).clips().get(index);
    }

    private Transcript transcript(Job job) throws Exception {
        return Objects.requireNonNull(
                workplace.document(Objects.requireNonNull(manifest(job).transcript()), Transcript.class));
    }

    private Manifest manifest(Job job) throws Exception {
        return Objects.requireNonNull(
                workplace.document(ObjectKeys.manifest(job.videoId(), job.jobId()), Manifest.class));
    }
}
