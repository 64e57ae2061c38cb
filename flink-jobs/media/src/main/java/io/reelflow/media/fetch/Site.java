package io.reelflow.media.fetch;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Asks yt-dlp for what a page holds: first what it is, then, if it may be had, the media. */
final class Site {
    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    /** Up to 1080p, in what the widest range of players and our own tools take. */
    private static final String PREFERENCE = "res:1080,vcodec:h264,acodec:aac,ext:mp4:m4a";

    private static final String PICTURE_AND_SOUND = "bv*+ba/b";
    private static final String SOUND = "ba/b[height<=480]/b";

    /** Of a channel: its tabs, and lists in them. */
    private static final int MOST_LISTS = 50;

    private static final String INFO = "info.json";
    private static final String HELD = String.join(" ", Demuxers.inputOptions());

    private final MediaConfig config;
    private final Outbound outbound;
    private final Deadline deadline;

    Site(MediaConfig config, Outbound outbound, Deadline deadline) {
        this.config = config;
        this.outbound = outbound;
        this.deadline = deadline;
    }

    /** Leaves {@code info.json}, and unless only metadata is wanted the media and captions. */
    Got fetch(URI url, FetchRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Tools tools = ToolSetup.ensure(config, LOG::info);
        SiteInfo info = SiteInfo.of(ask(tools, url, request));
        Path file = directory.resolve(INFO);
        Files.write(file, Json.bytes(info.json()));
        info.check(request);
        // The large part last: where the site wants us to wait, the rest is not had for nothing.
        Thumbnail thumbnail = Thumbnail.fetch(info.thumbnails(), tools, outbound, directory);
        Path media = null;
        SiteCaptions captions = null;
        if (!request.metadataOnly()) {
            captions = captions(command(tools, request.soundOnly()), info, directory, request.captions());
            download(tools, directory, request, new SiteProgress(info.formatBytes(), request.maxBytes(), progress));
            media = media(directory);
        }
        Source.Metadata metadata = info.metadata();
        return new Got(
                media,
                null,
                info.formatBytes(),
                thumbnail.file() == null ? metadata : metadata.withThumbnail(thumbnail.file()),
                info.duration(),
                captions,
                thumbnail.warnings());
    }

    /** Leaves an info JSON with at most so many comments in it, and no media. */
    Path comments(URI url, int most, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Tools tools = ToolSetup.ensure(config, LOG::info);
        CommentsCall call = new CommentsCall(most, progress);
        check(call.run(command(tools, false), url, directory, deadline.left()));
        return call.written(directory);
    }

    /**
     * Lists what a page holds, as yt-dlp finds it, and the lists in it (the tabs of a channel) after that.
     *
     * @throws Listing.Full the listing has as many as were wanted
     */
    void list(URI url, Listing listing) throws MediaException, IOException, InterruptedException {
        Tools tools = ToolSetup.ensure(config, LOG::info);
        Deque<String> lists = new ArrayDeque<>(List.of(url.toString()));
        Set<String> asked = new HashSet<>();
        while (!lists.isEmpty()) {
            String next = lists.remove();
            if (asked.size() < MOST_LISTS && asked.add(next)) {
                list(tools, next, listing, lists);
            }
        }
        if (listing.listed() == 0) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the page lists no videos");
        }
    }

    private void list(Tools tools, String url, Listing listing, Deque<String> lists)
            throws MediaException, IOException, InterruptedException {
        List<String> command = command(tools, false);
        command.addAll(List.of("--flat-playlist", "--lazy-playlist", "--ignore-no-formats-error"));
        command.addAll(List.of("--dump-json", "--yes-playlist", "--", url));
        Child.Exit exit = Child.of(command)
                .environment("LC_ALL", "C.UTF-8")
                .within(deadline.left())
                .lines(line -> entry(line, listing, lists))
                .run();
        check(exit);
    }

    private static void entry(String line, Listing listing, Deque<String> lists) {
        InfoFields entry = new InfoFields(Json.MAPPER.readTree(line));
        listing.title(entry.either("playlist_title", "playlist"));
        String address = SiteEntries.address(entry);
        if (address == null) {
            listing.passOver("no_address");
        } else if (SiteEntries.isList(entry)) {
            lists.add(address);
        } else {
            listing.take(SiteEntries.video(address, entry));
        }
    }

    private @Nullable SiteCaptions captions(
            List<String> command, SiteInfo info, Path directory, @Nullable String language)
            throws MediaException, IOException, InterruptedException {
        if (language == null) {
            return null;
        }
        List<CaptionPick> picks = CaptionPick.of(info.json(), language);
        return picks.isEmpty()
                ? SiteCaptions.NONE
                : SiteCaptions.fetch(command, INFO, picks, directory, deadline.left());
    }

    static MediaException tooLong(double seconds, double maxSeconds) {
        return new MediaException(
                ErrorCode.SOURCE_TOO_LONG,
                String.format(Locale.ROOT, "the source may be at most %.0f s long, it is %.0f s", maxSeconds, seconds));
    }

    private JsonNode ask(Tools tools, URI url, FetchRequest request)
            throws MediaException, IOException, InterruptedException {
        List<String> command = command(tools, request.soundOnly());
        if (request.captions() != null) {
            command.addAll(List.of("--write-subs", "--write-auto-subs")); // else many sites are not asked for them
        }
        command.addAll(List.of("--dump-single-json", "--no-playlist", "--playlist-items", "1", "--", url.toString()));
        StringBuilder json = new StringBuilder();
        Child.Exit exit = SiteCall.run(Child.of(command).within(deadline.left()).lines(json::append));
        check(exit);
        try {
            return json.isEmpty() ? NullNode.getInstance() : Json.MAPPER.readTree(json.toString());
        } catch (JacksonException e) {
            throw new IOException("yt-dlp's answer can not be read: " + e.getOriginalMessage(), e);
        }
    }

    private void download(Tools tools, Path directory, FetchRequest request, SiteProgress progress)
            throws MediaException, IOException, InterruptedException {
        List<String> command = command(tools, request.soundOnly());
        command.addAll(List.of(
                "--load-info-json",
                INFO,
                "--output",
                "source.%(ext)s",
                "--merge-output-format",
                "mp4/mkv",
                "--max-filesize",
                Long.toString(request.maxBytes()),
                "--no-mtime",
                "--no-part",
                "--quiet",
                "--progress",
                "--newline",
                "--progress-template",
                SiteProgress.TEMPLATE));
        try {
            Child.Exit exit = SiteCall.run(
                    Child.of(command).in(directory).within(deadline.left()).lines(progress::line));
            check(exit);
        } catch (CancellationException e) {
            MediaException refused = progress.refused();
            if (refused == null) {
                throw e;
            }
            throw refused;
        }
    }

    private List<String> command(Tools tools, boolean soundOnly) {
        List<String> command = outbound.ytDlp(tools);
        command.addAll(List.of(
                "--ffmpeg-location",
                tools.ffmpeg().toString(),
                // It would not go through the proxy: it may join files, not fetch them.
                "--downloader-args",
                "ffmpeg_i:" + HELD,
                "--postprocessor-args",
                "ffmpeg_i:" + HELD,
                "--format",
                soundOnly ? SOUND : PICTURE_AND_SOUND,
                "--format-sort",
                PREFERENCE));
        return command;
    }

    private void check(Child.Exit exit) throws MediaException {
        if (exit.late()) {
            throw deadline.passed();
        }
        if (exit.ok()) {
            return;
        }
        String refused = outbound.refused();
        if (refused != null) {
            throw HostCheck.notPublic(refused);
        }
        LOG.warn("yt-dlp ended with {}: {}", exit.code(), exit.errorTail());
        throw SiteErrors.of(exit.errorTail());
    }

    /** What it left beside {@code info.json}. It ends well and leaves nothing where a filter of its own said no. */
    private static Path media(Path directory) throws MediaException, IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("source."))
                    .findFirst()
                    .orElseThrow(() ->
                            new MediaException(ErrorCode.SOURCE_TOO_LARGE, "the site's file is larger than it may be"));
        }
    }
}
