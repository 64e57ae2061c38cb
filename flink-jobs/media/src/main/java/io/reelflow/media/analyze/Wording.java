package io.reelflow.media.analyze;

import io.reelflow.media.analyze.Chapters.Part;
import io.reelflow.media.analyze.endpoint.Draft;
import io.reelflow.media.analyze.endpoint.Draft.Passage;
import io.reelflow.media.analyze.endpoint.Endpoint;
import io.reelflow.media.analyze.endpoint.Texts;
import io.reelflow.media.analyze.endpoint.Texts.ClipText;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Analysis.Topic;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.ClipPlan.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts an outside model's texts in place of ours, where it wrote them well. What was found in the talk stays ours: where
 * chapters and clips begin and end, scores, weights.
 */
final class Wording {
    private Wording() {}

    /**
     * @param parts those that our own chapters are made of; empty where the publisher's stand
     * @param own what our own models made of it
     */
    static Analyzed of(Endpoint endpoint, Talk talk, List<Part> parts, Analyzed own, Consumer<String> progress)
            throws InterruptedException {
        Analysis analysis = own.analysis();
        var draft = new Draft(
                talk.language(),
                talk.sentences().stream().map(Sentence::text).toList(),
                parts.stream().map(Part::from).toList(),
                analysis.topics().stream().map(Topic::keywords).toList(),
                own.clips().clips().stream()
                        .filter(clip -> !clip.transcriptSegment().isEmpty())
                        .map(clip -> new Passage(clip.clipId(), clip.transcriptSegment()))
                        .toList());
        Texts texts = endpoint.write(draft, progress);
        var origin = new Analysis.Endpoint(endpoint.model(), endpoint.prompts(), wrote(texts), texts.fallbacks());
        return new Analyzed(
                new Analysis(
                        analysis.language(),
                        texts.summary() == null ? analysis.summary() : texts.summary(),
                        topics(analysis.topics(), texts.topics()),
                        texts.keywords() == null ? analysis.keywords() : texts.keywords(),
                        analysis.sentiment(),
                        analysis.entities(),
                        analysis.highlights(),
                        chapters(analysis.chapters(), texts.chapters()),
                        Stream.concat(analysis.notes().stream(), origin.notes().stream())
                                .toList(),
                        origin),
                own.slides(),
                new ClipPlan(own.clips().clips().stream()
                        .map(clip -> clip(clip, texts.clips().get(clip.clipId())))
                        .toList()),
                own.passages());
    }

    private static List<String> wrote(Texts texts) {
        var wrote = new ArrayList<String>();
        if (texts.summary() != null) {
            wrote.add("summary");
        }
        if (texts.keywords() != null) {
            wrote.add("keywords");
        }
        if (texts.chapters() != null) {
            wrote.add("chapters");
        }
        if (texts.topics() != null) {
            wrote.add("topics");
        }
        texts.clips().keySet().stream().sorted().forEach(wrote::add);
        return List.copyOf(wrote);
    }

    private static List<Topic> topics(List<Topic> own, @Nullable List<String> names) {
        return names == null
                ? own
                : IntStream.range(0, own.size())
                        .mapToObj(i -> new Topic(
                                names.get(i), own.get(i).weight(), own.get(i).keywords()))
                        .toList();
    }

    private static List<Chapter> chapters(List<Chapter> own, @Nullable List<String> titles) {
        return titles == null
                ? own
                : IntStream.range(0, own.size())
                        .mapToObj(
                                i -> new Chapter(own.get(i).start(), own.get(i).end(), titles.get(i)))
                        .toList();
    }

    private static Planned clip(Planned own, @Nullable ClipText text) {
        return text == null
                ? own
                : new Planned(
                        own.clipId(),
                        own.start(),
                        own.end(),
                        own.score(),
                        text.title(),
                        text.description(),
                        text.hook(),
                        text.tags(),
                        text.hashtags(),
                        own.transcriptSegment(),
                        own.reasons());
    }
}
