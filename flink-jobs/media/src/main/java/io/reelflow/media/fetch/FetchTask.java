package io.reelflow.media.fetch;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.media.fetch.HttpDownload.Fetched;
import io.reelflow.media.identity.KnownSites;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a source: {@code source.EXT}, and {@code info.json} where yt-dlp was asked. An upload is taken as it is; an
 * address is asked for a file first, and is yt-dlp's where it answers with a page, or belongs to a site that gives
 * files to nobody else.
 */
public final class FetchTask implements MediaTask<FetchRequest, Source> {
    private static final Logger LOG = LoggerFactory.getLogger(FetchTask.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final MediaConfig config;

    public FetchTask(MediaConfig config) {
        this.config = config;
    }

    @Override
    public Source run(FetchRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        progress.report(Stage.DOWNLOADING, 0, "looking at the source", null);
        if (request.kind() == SourceKind.UPLOAD) {
            return described(request, upload(request, directory), progress);
        }
        URI url = HostCheck.checked(request.url());
        HostCheck hosts = new HostCheck(request.allowedHosts());
        Deadline deadline = Deadline.in(config.downloadTime());
        try (Outbound outbound = Outbound.of(config, hosts, request.identity())) {
            return described(request, got(request, url, outbound, deadline, directory, progress), progress);
        }
    }

    private Got got(
            FetchRequest request, URI url, Outbound outbound, Deadline deadline, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Site site = new Site(config, outbound, deadline);
        if (KnownSites.contain(url)) {
            return site.fetch(url, request, directory, progress);
        }
        Path part = directory.resolve("source.part");
        Fetched fetched = new HttpDownload(outbound, FIRST_PAUSE)
                .get(
                        url,
                        part,
                        request.maxBytes(),
                        request.metadataOnly(),
                        deadline,
                        (done, total) -> downloading(progress, done, total));
        if (fetched.page()) {
            return site.fetch(url, request, directory, progress);
        }
        String name = fetched.name() != null ? fetched.name() : FileNames.ofUrl(fetched.url());
        Source.Metadata metadata = Descriptions.ofFile("http", name, null);
        return new Got(request.metadataOnly() ? null : part, name, fetched.bytes(), metadata, null, null, List.of());
    }

    private static void downloading(Progress progress, long done, @Nullable Long total) {
        double fraction = total == null || total == 0 ? 0 : Math.min(1, done / (double) total);
        progress.report(Stage.DOWNLOADING, fraction, "downloading", Counters.bytes(done, total));
    }

    private Got upload(FetchRequest request, Path directory) throws MediaException, IOException {
        Path given = Path.of(Objects.requireNonNull(request.localFile(), "an upload's local file"));
        long size = Files.size(given);
        if (size > request.maxBytes()) {
            throw HttpTransfer.tooLarge(size, request.maxBytes());
        }
        Path part = directory.resolve("source.part");
        link(given, part);
        String name = request.url().substring(request.url().lastIndexOf('/') + 1);
        return new Got(part, name, size, Descriptions.ofFile("upload", name, null), null, null, List.of());
    }

    /** Not moved: a worker that dies may have to do this again. */
    private static void link(Path given, Path part) throws IOException {
        try {
            Files.createLink(part, given);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(given, part); // another disk, or one without links
        }
    }

    private Source described(FetchRequest request, Got got, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Path part = got.file();
        if (part == null) {
            progress.report(Stage.EXTRACTING_METADATA, 1, "read", null);
            return Descriptions.withoutMedia(request.url(), got);
        }
        long bytes = Files.size(part);
        progress.report(Stage.DOWNLOADING, 1, "downloaded", Counters.bytes(bytes, bytes));
        progress.report(Stage.EXTRACTING_METADATA, 0, "reading the file", null);
        if (bytes == 0) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the source is empty: it has 0 bytes");
        }
        MediaProbe probe = MediaProbe.of(part);
        check(request, probe);
        Path file = Files.move(part, part.resolveSibling("source." + Containers.extension(probe)));
        Source source = Descriptions.of(request.url(), got, probe, file);
        progress.report(Stage.EXTRACTING_METADATA, 1, "read", null);
        SiteCaptions captions = got.captions();
        Source known = captions == null ? source : source.withCaptions(captions.files(), captions.warnings());
        return request.captions() == null ? known : withEmbedded(known, file, request.captions());
    }

    private Source withEmbedded(Source source, Path file, String language)
            throws MediaException, IOException, InterruptedException {
        List<SubtitleTrack> picks = EmbeddedCaptions.picks(file, source, language);
        return picks.isEmpty()
                ? source
                : EmbeddedCaptions.extract(ToolSetup.ensure(config, LOG::info), file, source, picks);
    }

    private static void check(FetchRequest request, MediaProbe probe) throws MediaException {
        if (probe.duration() > request.maxSeconds()) {
            throw Site.tooLong(probe.duration(), request.maxSeconds());
        }
        if (request.soundOnly() && probe.sound() == null) {
            throw new MediaException(ErrorCode.MEDIA_EMPTY, "the source has no sound");
        }
    }
}
