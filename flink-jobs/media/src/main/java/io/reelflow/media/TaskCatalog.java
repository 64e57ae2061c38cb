package io.reelflow.media;

import io.reelflow.media.analyze.AnalyzeTask;
import io.reelflow.media.convert.ConvertTask;
import io.reelflow.media.fetch.CommentsTask;
import io.reelflow.media.fetch.FetchTask;
import io.reelflow.media.fetch.ListTask;
import io.reelflow.media.listen.ListenTask;
import io.reelflow.media.listen.TranscribeTask;
import io.reelflow.media.render.RenderTask;
import io.reelflow.media.slides.SlidesTask;
import io.reelflow.media.watch.WatchTask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Which class does which task. A task is made at its first use and kept: it may hold warm models. */
public final class TaskCatalog {
    private final MediaConfig config;
    private final Map<TaskType<?, ?>, Function<MediaConfig, ? extends MediaTask<?, ?>>> makers = new LinkedHashMap<>();
    private final Map<TaskType<?, ?>, MediaTask<?, ?>> made = new LinkedHashMap<>();

    private TaskCatalog(MediaConfig config) {
        this.config = config;
    }

    /** All the tasks there are. */
    public static TaskCatalog of(MediaConfig config) {
        return new TaskCatalog(config)
                .with(TaskType.FETCH, FetchTask::new)
                .with(TaskType.COMMENTS, CommentsTask::new)
                .with(TaskType.LIST, ListTask::new)
                .with(TaskType.LISTEN, ListenTask::new)
                .with(TaskType.TRANSCRIBE, TranscribeTask::new)
                .with(TaskType.WATCH, WatchTask::new)
                .with(TaskType.ANALYZE, AnalyzeTask::new)
                .with(TaskType.SLIDES, SlidesTask::new)
                .with(TaskType.RENDER, RenderTask::new)
                .with(TaskType.CONVERT, ConvertTask::new);
    }

    /** A catalog without tasks. */
    public static TaskCatalog empty(MediaConfig config) {
        return new TaskCatalog(config);
    }

    public <I, O> TaskCatalog with(TaskType<I, O> type, Function<MediaConfig, MediaTask<I, O>> maker) {
        makers.put(type, maker);
        return this;
    }

    /** @throws IllegalArgumentException there is no task of that name */
    public TaskType<?, ?> type(String name) {
        return makers.keySet().stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /** @throws IllegalArgumentException there is no such task */
    public synchronized <I, O> MediaTask<I, O> task(TaskType<I, O> type) {
        MediaTask<?, ?> task = made.get(type);
        if (task == null) {
            Function<MediaConfig, ? extends MediaTask<?, ?>> maker = makers.get(type);
            if (maker == null) {
                throw unknown(type.name());
            }
            task = maker.apply(config);
            made.put(type, task);
        }
        @SuppressWarnings("unchecked") // with() puts only pairs of one type
        MediaTask<I, O> typed = (MediaTask<I, O>) task;
        return typed;
    }

    /** Lets each task that was made {@link MediaTask#rest}. */
    public synchronized void rest() {
        made.values().forEach(MediaTask::rest);
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("task '" + name + "': must be one of "
                + makers.keySet().stream().map(TaskType::name).toList());
    }
}
