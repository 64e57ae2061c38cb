package io.reelflow.media.render;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.tools.Tools;
import io.reelflow.media.watch.DynamicRange;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One clip: cut out of the source, cropped around the face, captions burned in. Leaves {@code CLIP_ID.mp4} (or
 * {@code .webm}), {@code .jpg}, {@code .vtt}, {@code .srt} and, where something is said, {@code .ass}. A source without
 * sound gives a clip without sound.
 */
public final class RenderTask implements MediaTask<RenderRequest, Clip> {
    private static final double DEFAULT_RATE = 30;
    private static final double MIN_RATE = 23;
    private static final double MAX_RATE = 30.5;

    private final MediaConfig config;

    public RenderTask(MediaConfig config) {
        this.config = config;
    }

    @Override
    public Clip run(RenderRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Tools tools = ToolSetup.ensure(config, line -> progress.report(Stage.GENERATING_CLIPS, 0, line, Counters.NONE));
        Framing framing = framing(request);
        List<Clip.Crop> path = path(request, framing);
        ClipCaptions captions = new ClipCaptions(request, framing);
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        EncoderRun run = prepare(request, framing, path, captions, tools, scratch, progress);
        double duration = Encoder.encode(run, request, progress);
        Clip.Files files = publish(request, captions, scratch, directory);
        delete(scratch);
        progress.report(Stage.GENERATING_CLIPS, 1, "clip made", Counters.clips(1L, null));
        return clip(request.clip(), duration, framing, captions.speaker(), path, files);
    }

    /**
     * What {@link #run} would have ffmpeg do for the clip itself, for programs that compare.
     *
     * @param folder is there, and gets what that run reads
     */
    public EncoderRun prepare(RenderRequest request, Path folder)
            throws MediaException, IOException, InterruptedException {
        Framing framing = framing(request);
        ClipCaptions captions = new ClipCaptions(request, framing);
        Tools tools = ToolSetup.ensure(config, line -> {});
        return prepare(request, framing, path(request, framing), captions, tools, folder, Progress.NONE);
    }

    private static Source.Picture shown(RenderRequest request) throws MediaException {
        Source.Picture shown = request.source().picture();
        if (shown == null) {
            throw new MediaException(ErrorCode.MEDIA_EMPTY, "the source has no picture to make clips of");
        }
        return shown;
    }

    private static Framing framing(RenderRequest request) throws MediaException {
        Source.Picture shown = shown(request);
        Picture picture = request.picture();
        return Framing.of(shown.width(), shown.height(), picture == null ? null : picture.content(), request.options());
    }

    private static List<Clip.Crop> path(RenderRequest request, Framing framing) {
        boolean follow = request.options().reframe().equals("face");
        return new CropPath(framing)
                .between(
                        request.clip().start(),
                        request.clip().end(),
                        follow ? request.picture() : null,
                        request.segments());
    }

    private EncoderRun prepare(
            RenderRequest request,
            Framing framing,
            List<Clip.Crop> path,
            ClipCaptions captions,
            Tools tools,
            Path scratch,
            Progress progress)
            throws MediaException, IOException, InterruptedException {
        Source.Picture shown = shown(request);
        double start = request.clip().start();
        double end = request.clip().end();
        double rate = rate(shown.framesPerSecond());
        List<Clip.Crop> cropped = WholePicture.cropped(path, framing);
        String commands = cropped.isEmpty() ? "" : CropCommands.of(cropped, FineCrop.of(framing), start, end, rate);
        if (!commands.isEmpty()) {
            Files.writeString(scratch.resolve(FilterGraph.COMMANDS), commands);
        }
        String burned = captions.burned();
        Path fonts = scratch.resolve(FilterGraph.FONTS);
        if (burned != null) {
            Fonts.extract(
                    fonts,
                    captions.font(),
                    config,
                    line -> progress.report(Stage.GENERATING_CLIPS, 0, line, Counters.NONE));
            Files.writeString(scratch.resolve(FilterGraph.BURNED), burned);
        }
        String graph = FilterGraph.of(
                shown.stream(),
                end - start,
                rate,
                DynamicRange.isHigh(Path.of(request.file()), shown.stream()),
                framing,
                path,
                !commands.isEmpty(),
                WholePicture.when(path, framing, start, CropCommands.LATEST / rate),
                burned != null,
                ThumbnailTime.of(start, end, request.picture(), path));
        Source.Sound sound = request.source().soundIn(request.options().language());
        return new Encoder(tools, scratch, Fonts.configure(scratch, config), Math.max(1, config.threads() / 2))
                .prepare(request, sound == null ? -1 : sound.stream(), graph);
    }

    /** The source's own frame rate where it is a usual one; half of a doubled one. */
    private static double rate(double source) {
        double rate = source > MAX_RATE ? source / 2 : source;
        return rate >= MIN_RATE && rate <= MAX_RATE ? rate : DEFAULT_RATE;
    }

    private static Clip.Files publish(RenderRequest request, ClipCaptions captions, Path scratch, Path directory)
            throws IOException {
        String id = request.clip().clipId();
        String video = id + "." + request.options().outputFormat();
        String ass = captions.ass();
        Files.writeString(directory.resolve(id + ".vtt"), captions.vtt());
        Files.writeString(directory.resolve(id + ".srt"), captions.srt());
        if (ass != null) {
            Files.writeString(directory.resolve(id + ".ass"), ass);
        }
        move(scratch.resolve(Encoder.THUMBNAIL_PART), directory.resolve(id + ".jpg"));
        move(scratch.resolve(Encoder.VIDEO_PART), directory.resolve(video));
        return new Clip.Files(video, id + ".jpg", id + ".vtt", id + ".srt", ass == null ? null : id + ".ass");
    }

    private static Clip clip(
            ClipPlan.Planned plan,
            double duration,
            Framing framing,
            @Nullable String speaker,
            List<Clip.Crop> path,
            Clip.Files files) {
        return new Clip(
                plan.clipId(),
                plan.title(),
                plan.description(),
                plan.start(),
                plan.end(),
                duration,
                plan.transcriptSegment(),
                plan.score(),
                plan.tags(),
                plan.hashtags(),
                plan.hook(),
                framing.width(),
                framing.height(),
                speaker,
                path,
                files);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
