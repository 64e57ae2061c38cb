package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.tracing.Tracing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String REQUEST = "00f067aa0ba902b7";
    private static final Job JOB = Scenes.job("traced").withTraceparent("00-" + TRACE + "-" + REQUEST + "-01");

    private final InMemorySpanExporter told = InMemorySpanExporter.create();
    private final JobTraces traces =
            new JobTraces(Tracing.to(SimpleSpanProcessor.create(told), "test"), Clock.systemUTC());

    @Test
    void aJobIsOneTreeUnderItsRequest() {
        fold(Scenes.story(JOB, 2, null), 100);
        assertThat(told.getFinishedSpanItems())
                .allMatch(span -> span.getTraceId().equals(TRACE));
        SpanData job = span("job full_processing");
        assertThat(job.getParentSpanId()).isEqualTo(REQUEST);
        assertThat(seconds(job)).isEqualTo(99.0);
        assertThat(span("wait").getParentSpanId()).isEqualTo(job.getSpanId());
        assertThat(seconds(span("wait"))).isEqualTo(1.0);
        SpanData attempt = span("attempt");
        assertThat(attempt.getParentSpanId()).isEqualTo(job.getSpanId());
        assertThat(span("downloading").getParentSpanId()).isEqualTo(attempt.getSpanId());
        assertThat(seconds(span("downloading"))).isEqualTo(2.5);
        assertThat(spans("transcribing")).hasSize(4).doesNotHaveDuplicates();
        assertThat(span("read-model").getParentSpanId()).isEqualTo(job.getSpanId());
    }

    @Test
    void theSameEventsInOtherStepsAndByAnotherProcessAreTheSameSpans() {
        List<JobEvent> story = Scenes.story(JOB, 2, null);
        fold(story, 100);
        List<String> first = ids();
        told.reset();
        fold(story, 1);
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void anAttemptThatFailedSaysWhyAndTheNextWaitsAgain() {
        fold(
                List.of(
                        Scenes.queued(JOB),
                        Scenes.started(JOB, 1),
                        Scenes.retry(JOB, 1),
                        Scenes.started(JOB, 2),
                        Scenes.completed(JOB, 2, null)),
                1);
        assertThat(spans("attempt")).hasSize(2);
        assertThat(spans("attempt").get(0).getStatus().getDescription()).startsWith("SOURCE_UNAVAILABLE");
        assertThat(spans("wait")).hasSize(2);
        assertThat(span("job full_processing").getStatus().getDescription()).isEmpty();
    }

    @Test
    void aJobThatCameWithoutAContextIsATraceOfItsOwnNamedAsItIs() {
        Job alone = Scenes.job("alone");
        fold(Scenes.story(alone, 1, null), 100);
        SpanData job = span("job full_processing");
        assertThat(job.getTraceId()).isEqualTo(alone.jobId().replace("-", ""));
        assertThat(job.getParentSpanContext().isValid()).isFalse();
        assertThat(spans(Stage.ANALYZING.word()))
                .singleElement()
                .matches(span -> span.getTraceId().equals(job.getTraceId()));
    }

    private void fold(List<JobEvent> events, int atOnce) {
        JobState state = null;
        var step = new ArrayList<JobBatch.Folded>();
        for (int i = 0; i < events.size(); i++) {
            state = JobState.fold(state, events.get(i), i);
            step.add(new JobBatch.Folded(events.get(i), state));
            if (step.size() == atOnce || i == events.size() - 1) {
                traces.folded(step);
                step.clear();
            }
        }
    }

    private List<String> ids() {
        return told.getFinishedSpanItems().stream()
                .map(span -> span.getName() + " " + span.getSpanId())
                .toList();
    }

    private List<SpanData> spans(String name) {
        return told.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private SpanData span(String name) {
        assertThat(spans(name)).as(name).hasSize(1);
        return spans(name).get(0);
    }

    private static double seconds(SpanData span) {
        return (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e9;
    }
}
