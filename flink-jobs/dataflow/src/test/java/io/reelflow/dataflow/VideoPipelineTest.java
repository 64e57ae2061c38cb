package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.sink.ResultRows.ClipRow;
import io.reelflow.dataflow.sink.ResultRows.SegmentRow;
import io.reelflow.dataflow.sink.ResultRows.SlideRow;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.SmallTasks;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.media.TaskType;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageState;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class VideoPipelineTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

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
    void aJobGoesAllTheWay() throws Exception {
        Job job = Jobs.job("all-the-way");
        try (PipelineRun run = new PipelineRun(workplace, 2)) {
            run.send(job);
            run.awaitEnds(1);

            JobState state = workplace.stateOf(job.jobId());
            assertThat(state.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(state.progress()).isEqualTo(100);
            assertThat(state.stages()).allMatch(stage -> stage.phase() == StageState.Phase.COMPLETED);
            assertThat(stagesOf(state)).containsExactlyInAnyOrderElementsOf(visible(JobType.FULL_PROCESSING));

            Manifest manifest = manifest(job);
            assertThat(manifest.clips()).hasSize(SmallTasks.CLIPS);
            assertThat(manifest.warnings()).containsExactly("The sound is quiet");
            for (Manifest.ObjectFile file : manifest.files()) {
                assertThat(workplace.store.size(file.key())).as(file.key()).isEqualTo(file.bytes());
            }
            assertThat(workplace.tasks.runsOf(TaskType.TRANSCRIBE)).isEqualTo(SmallTasks.SPANS);
            assertThat(workplace.scratchFolders()).isZero();
            assertThat(run.rows).filteredOn(SegmentRow.class::isInstance).isNotEmpty();
            assertThat(run.rows).filteredOn(ClipRow.class::isInstance).hasSize(SmallTasks.CLIPS);
            assertThat(run.rows)
                    .filteredOn(SlideRow.class::isInstance)
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(((SlideRow) row).text()).isEqualTo("written"));
            assertThat(manifest.files())
                    .extracting(Manifest.ObjectFile::key)
                    .anyMatch(key -> key.endsWith("/slides.pdf"));
        }
    }

    @Test
    void captionsTakeThePlaceOfRecognitionUnlessTheJobWantsItsOwn() throws Exception {
        workplace.tasks.captioned("WEBVTT\n\n00:00.000 --> 15:00.000\nWhat the publisher wrote.\n");
        Job job = Jobs.job("captioned");
        Job own = Jobs.ownWords("own-words");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);

            JobState state = workplace.stateOf(job.jobId());
            assertThat(state.status()).as("%s", state.error()).isEqualTo(JobStatus.COMPLETED);
            assertThat(stagesOf(state)).containsExactlyInAnyOrderElementsOf(visible(JobType.FULL_PROCESSING));
            assertThat(workplace.tasks.runsOf(TaskType.LISTEN)).isZero();
            assertThat(workplace.tasks.runsOf(TaskType.TRANSCRIBE)).isZero();
            assertThat(transcript(job).source()).isEqualTo("captions");
            assertThat(transcript(job).text()).isEqualTo("What the publisher wrote.");
            assertThat(manifest(job).files())
                    .extracting(Manifest.ObjectFile::key)
                    .anyMatch(key -> key.endsWith("/captions.en.vtt"))
                    .anyMatch(key -> key.endsWith("/transcript.srt"));

            run.send(own);
            run.awaitEnds(2);
            assertThat(transcript(own).source()).isEqualTo("whisper");
            assertThat(workplace.tasks.runsOf(TaskType.TRANSCRIBE)).isEqualTo(SmallTasks.SPANS);
        }
    }

    @Test
    void whoSpeaksIsHeardInSoundThatIsThereAndCaptionsDoNotSayIt() throws Exception {
        Job job = Jobs.job("plain", "video-dialogue", JobType.FULL_PROCESSING, 5);
        Job diarized = Jobs.diarized("diarized", "video-dialogue");
        Job captioned = Jobs.diarized("diarized-captions", "video-captioned");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);
            run.send(diarized);
            run.awaitEnds(2);
            workplace.tasks.captioned("WEBVTT\n\n00:00.000 --> 15:00.000\nWhat the publisher wrote.\n");
            run.send(captioned);
            run.awaitEnds(3);

            assertThat(transcript(job).namesSpeakers()).isFalse();
            assertThat(transcript(diarized).segments())
                    .extracting(Segment::speaker)
                    .containsOnly("Speaker 1");
            assertThat(transcript(captioned).namesSpeakers()).isTrue();
            assertThat(workplace.tasks.runsOf(TaskType.LISTEN)).isEqualTo(2);
            assertThat(run.rows)
                    .filteredOn(row -> row instanceof SegmentRow segment && "Speaker 1".equals(segment.speaker()))
                    .hasSize(2 * SmallTasks.SPANS);
        }
    }

    @Test
    void captionsThatCanNotBeReadAreAWarningAndSpeechIsRecognised() throws Exception {
        workplace.tasks.captioned("WEBVTT\n\nxx --> yy\nlost\n");
        Job job = Jobs.job("broken-captions");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);
        }
        assertThat(workplace.stateOf(job.jobId()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(transcript(job).source()).isEqualTo("whisper");
        assertThat(manifest(job).warnings())
                .contains(
                        "the publisher's captions are not used: nothing is said in the captions; 1 cues can not be read");
    }

    @Test
    void everyWayToFailEndsAsOneFailureAndTheNextJobRuns() throws Exception {
        List<TaskType<?, ?>> tasks = List.of(
                TaskType.FETCH,
                TaskType.LISTEN,
                TaskType.TRANSCRIBE,
                TaskType.WATCH,
                TaskType.ANALYZE,
                TaskType.SLIDES,
                TaskType.RENDER);
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            int sent = 0;
            for (TaskType<?, ?> task : tasks) {
                workplace.tasks.failNext(task, ErrorCode.MEDIA_UNREADABLE);
                Job job = Jobs.job("fails-in-" + task.name());
                run.send(job);
                run.awaitEnds(++sent);

                assertThat(workplace.stateOf(job.jobId()).status())
                        .as(task.name())
                        .isEqualTo(JobStatus.FAILED);
                assertThat(errorOf(job)).isEqualTo(ErrorCode.MEDIA_UNREADABLE);
            }
            Job last = Jobs.job("next");
            run.send(last);
            run.awaitEnds(++sent);
            assertThat(workplace.stateOf(last.jobId()).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(run.outcomes).hasSize(sent);
        }
    }

    @Test
    void aFaultThatPassesIsTriedAgainFromWhatIsThere() throws Exception {
        workplace.tasks.failNext(TaskType.WATCH, ErrorCode.INTERNAL);
        Job job = Jobs.job("twice");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);
        }
        JobState state = workplace.stateOf(job.jobId());
        assertThat(state.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(state.attempt()).isEqualTo(2);
        assertThat(workplace.typesOf(job.jobId())).containsOnlyOnce(JobEventType.RETRY_SCHEDULED);
        assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
        assertThat(workplace.tasks.runsOf(TaskType.TRANSCRIBE)).isEqualTo(SmallTasks.SPANS);
        assertThat(workplace.events)
                .noneMatch(event -> String.valueOf(event.message()).contains(directory.toString()));
    }

    @Test
    void aHeldJobUsesNoAttempt() throws Exception {
        workplace.tasks.failNext(TaskType.FETCH, ErrorCode.SOURCE_RATE_LIMITED);
        workplace.tasks.failNext(TaskType.FETCH, ErrorCode.SOURCE_NOT_READY);
        Job job = Jobs.job("held");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);
        }
        JobState state = workplace.stateOf(job.jobId());
        assertThat(state.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(state.attempt()).isEqualTo(1);
        assertThat(workplace.eventsOf(job.jobId()))
                .filteredOn(event -> event.type() == JobEventType.HELD && event.error() != null)
                .hasSize(2);
    }

    @Test
    void asManyOutcomesComeOutAsJobsGoInAndDoublesAreOne() throws Exception {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jobs.add(Jobs.job("many-" + i, "video-" + i % 7, i % 3 == 0 ? JobType.SLIDES : JobType.TRANSCRIPTION, 5));
        }
        try (PipelineRun run = new PipelineRun(workplace, 3)) {
            jobs.forEach(run::send);
            jobs.forEach(run::send);
            run.awaitEnds(jobs.size());
            assertThat(run.outcomes).hasSize(jobs.size());
            assertThat(run.outcomes.stream().map(JobOutcome::jobId)).doesNotHaveDuplicates();
        }
        for (Job job : jobs) {
            assertThat(workplace.stateOf(job.jobId()).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(workplace.typesOf(job.jobId())).containsOnlyOnce(JobEventType.COMPLETED);
        }
        Set<String> ids = workplace.events.stream().map(JobEvent::eventId).collect(Collectors.toSet());
        assertThat(ids).hasSameSizeAs(workplace.events);
    }

    @Test
    void whoComesWhileTheIntakeIsPausedIsHeldAndGoesOnAfterwards() throws Exception {
        List<Job> sent = new ArrayList<>();
        try (PipelineRun run = new PipelineRun(workplace, 2)) {
            run.send(intake(true));
            // Topics are not read in step: jobs that come before the pause run.
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                Job job = Jobs.job("paused-" + sent.size(), JobType.METADATA, 5);
                run.send(job);
                sent.add(job);
                return workplace.events.stream().anyMatch(event -> event.type() == JobEventType.HELD);
            });
            run.send(intake(false));
            run.awaitEnds(sent.size());
        }
        assertThat(sent).map(job -> workplace.stateOf(job.jobId()).status()).containsOnly(JobStatus.COMPLETED);
    }

    @Test
    void everyKindOfJobReachesItsEndWithTheStagesItHas() throws Exception {
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            int sent = 0;
            for (JobType type : List.of(JobType.METADATA, JobType.TRANSCRIPTION, JobType.SLIDES, JobType.SHORTS)) {
                Job job = Jobs.job("kind-" + type, type, 5);
                run.send(job);
                run.awaitEnds(++sent);
                JobState state = workplace.stateOf(job.jobId());
                assertThat(state.status()).as(type.word()).isEqualTo(JobStatus.COMPLETED);
                assertThat(stagesOf(state)).as(type.word()).containsExactlyInAnyOrderElementsOf(visible(type));
            }
        }
        assertThat(manifest(Jobs.job("kind-METADATA")).transcript()).isNull();
    }

    @Test
    void aSilentTalkHasSlidesAndNoTranscript() throws Exception {
        workplace.tasks.silent();
        Job job = Jobs.job("silent");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);
        }
        assertThat(workplace.stateOf(job.jobId()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(manifest(job).transcript()).isNull();
        assertThat(manifest(job).slides()).isNotNull();
    }

    @Test
    void aSourceWithoutTheStreamAJobNeedsIsRefused() throws Exception {
        workplace.tasks.silent();
        Job job = Jobs.job("nothing-to-hear", JobType.TRANSCRIPTION, 5);
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);
        }
        assertThat(errorOf(job)).isEqualTo(ErrorCode.MEDIA_EMPTY);
    }

    @Test
    void anUploadIsTakenFromStorageAndRemovedWhenItsJobIsDone() throws Exception {
        Path put =
                Files.createDirectories(directory.resolve("storage/uploads/u1")).resolve("talk one.mp4");
        Files.writeString(put, "an uploaded talk");
        Job job = Jobs.upload("uploaded", "upload:u1/talk one.mp4");
        Job missing = Jobs.upload("missing", "upload:u2/talk.mp4");
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.send(missing);
            run.awaitEnds(2);
        }
        assertThat(workplace.stateOf(job.jobId()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(put).doesNotExist();
        assertThat(errorOf(missing)).isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
    }

    private static IntakeControl intake(boolean paused) {
        return new IntakeControl(IntakeControl.VERSION, Instant.now(), IntakeControl.Scope.ALL, null, paused, "admin");
    }

    private ErrorCode errorOf(Job job) {
        return Objects.requireNonNull(workplace.stateOf(job.jobId()).error()).code();
    }

    private static List<Stage> stagesOf(JobState state) {
        return state.stages().stream().map(StageState::stage).toList();
    }

    /** Stages of a type that a client sees moving. */
    private static List<Stage> visible(JobType type) {
        return type.stages().stream()
                .filter(stage -> stage != Stage.INITIALIZING)
                .toList();
    }

    private Transcript transcript(Job job) throws Exception {
        String key = manifest(job).files().stream()
                .map(Manifest.ObjectFile::key)
                .filter(each -> each.endsWith("/transcript.json"))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(workplace.document(key, Transcript.class));
    }

    private Manifest manifest(Job job) throws Exception {
        return Objects.requireNonNull(
                workplace.document(ObjectKeys.manifest(job.videoId(), job.jobId()), Manifest.class));
    }
}
