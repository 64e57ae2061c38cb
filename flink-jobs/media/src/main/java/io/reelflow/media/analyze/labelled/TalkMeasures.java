package io.reelflow.media.analyze.labelled;

import io.reelflow.media.analyze.Analyzed;
import io.reelflow.media.analyze.labelled.LabelledTalk.Part;
import io.reelflow.media.analyze.labelled.LabelledTalk.Said;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Analysis.Topic;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.ClipPlan.Planned;
import io.reelflow.schemas.result.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One analyzed talk against its labels. */
final class TalkMeasures {
    private static final int TITLE_WORDS = 4;
    private static final int KEYWORDS = 10;

    /**
     * @param value what the analysis reaches
     * @param baseline what is reached without it
     */
    record Pair(double value, double baseline) {}

    private final LabelledTalk talk;
    private final Spoken spoken;
    private final Analysis analysis;
    private final List<Planned> clips;
    private final int sentences;

    TalkMeasures(LabelledTalk talk, Spoken spoken, Analyzed analyzed) {
        this.talk = talk;
        this.spoken = spoken;
        this.analysis = analyzed.analysis();
        this.clips = analyzed.clips().clips();
        this.sentences = talk.sentences().size();
    }

    Pair summaryWords() {
        return new Pair(Words.rouge1(summary(), talk.summary()), Words.rouge1(lead(), talk.summary()));
    }

    Pair summaryRows() {
        return new Pair(Words.rougeL(summary(), talk.summary()), Words.rougeL(lead(), talk.summary()));
    }

    /** Of the sentences in the summary, those that belong there. */
    Pair keySentences() {
        List<Said> chosen = chosen();
        return new Pair(
                mean(chosen, said -> said.key() ? 1 : 0),
                mean(talk.sentences().subList(0, chosen.size()), said -> said.key() ? 1 : 0));
    }

    Pair keywordF1() {
        List<String> plain = Words.frequent(spoken.transcript().text(), KEYWORDS);
        List<String> ours = analysis.keywords().stream().limit(KEYWORDS).toList();
        return new Pair(keywordF1(ours), keywordF1(plain));
    }

    Pair keywordPrecision() {
        List<String> plain = Words.frequent(spoken.transcript().text(), KEYWORDS);
        List<String> ours = analysis.keywords().stream().limit(KEYWORDS).toList();
        return new Pair(hit(ours, talk.keywords()) / KEYWORDS, hit(plain, talk.keywords()) / KEYWORDS);
    }

    Pair windowDiff() {
        return new Pair(
                Borders.windowDiff(borders(), talk.boundaries(), sentences),
                Borders.windowDiff(even(), talk.boundaries(), sentences));
    }

    Pair pk() {
        return new Pair(
                Borders.pk(borders(), talk.boundaries(), sentences), Borders.pk(even(), talk.boundaries(), sentences));
    }

    Pair borderF1() {
        return new Pair(Borders.f1(borders(), talk.boundaries()), Borders.f1(even(), talk.boundaries()));
    }

    /** Chapters whose title has a word that fits what most of it is about. */
    Pair chapterTitles() {
        return new Pair(
                mean(analysis.chapters(), c -> fits(c.title(), part(c.start(), c.end())) ? 1 : 0),
                mean(analysis.chapters(), c -> fits(opening(c.start()), part(c.start(), c.end())) ? 1 : 0));
    }

    Pair topics() {
        var labelled = new ArrayList<String>();
        var found = new ArrayList<Integer>();
        var chapters = new ArrayList<Integer>();
        for (int i = 0; i < sentences; i++) {
            String topic = talk.partOfSentence().get(i).topic();
            if (topic != null) {
                Segment segment = spoken.sentences().get(i);
                double middle = (segment.start() + segment.end()) / 2;
                labelled.add(topic);
                found.add(topicAt(middle));
                chapters.add(chapterAt(middle));
            }
        }
        return new Pair(Clusters.vMeasure(labelled, found), Clusters.vMeasure(labelled, chapters));
    }

    Pair highlights() {
        var worth = new Worth(talk, spoken);
        return new Pair(worth.ndcg(analysis.highlights()), worth.ndcgOfLongest());
    }

    /** Clips whose title has a word that fits what most of it is about. */
    Pair clipTitles() {
        return new Pair(
                mean(clips, c -> fits(String.valueOf(c.title()), part(c.start(), c.end())) ? 1 : 0),
                mean(clips, c -> fits(opening(c.start()), part(c.start(), c.end())) ? 1 : 0));
    }

    /** Of the tags of clips, those that a person would have chosen for the talk or the part. */
    Pair clipTags() {
        return new Pair(
                mean(clips, c -> tags(c, c.tags())),
                mean(
                        clips,
                        c -> tags(
                                c,
                                Words.frequent(c.transcriptSegment(), c.tags().size()))));
    }

    /** Clips whose hook is a sentence for which people stay. */
    Pair clipHooks() {
        return new Pair(
                mean(clips, c -> grips(String.valueOf(c.hook()))),
                mean(
                        clips,
                        c -> grips(spoken.sentences()
                                .get(spoken.at(c.start() + 0.3))
                                .text())));
    }

    private double grips(String hook) {
        String whole = hook.replaceAll("…$", "");
        return talk.sentences().stream()
                        .anyMatch(said -> said.worth() >= 2 && said.text().startsWith(whole))
                ? 1
                : 0;
    }

    private String summary() {
        return String.valueOf(analysis.summary());
    }

    private List<Said> chosen() {
        return talk.sentences().stream()
                .filter(said -> summary().contains(said.text()))
                .toList();
    }

    private String lead() {
        return String.join(
                " ",
                talk.sentences().subList(0, chosen().size()).stream()
                        .map(Said::text)
                        .toList());
    }

    /** Labelled ones count among the first ten. */
    private double keywordF1(List<String> keywords) {
        int wanted = Math.min(KEYWORDS, talk.keywords().size());
        double recalled = Math.min(wanted, hit(talk.keywords(), keywords));
        double precision = hit(keywords, talk.keywords()) / KEYWORDS;
        double recall = recalled / wanted;
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static double hit(List<String> keywords, List<String> labelled) {
        return (double) keywords.stream()
                .filter(k -> labelled.stream().anyMatch(l -> Words.contain(k, l)))
                .count();
    }

    private List<Integer> borders() {
        return analysis.chapters().stream()
                .map(c -> spoken.at(c.start() + 0.01))
                .filter(i -> i > 0)
                .toList();
    }

    private List<Integer> even() {
        return Borders.even(sentences, talk.boundaries().size());
    }

    private String opening(double start) {
        return Words.first(spoken.sentences().get(spoken.at(start + 0.3)).text(), TITLE_WORDS);
    }

    private static boolean fits(String title, Part part) {
        return part.words().stream().anyMatch(word -> Words.contain(word, title));
    }

    private double tags(Planned clip, List<String> tags) {
        var labelled = new ArrayList<>(talk.keywords());
        labelled.addAll(part(clip.start(), clip.end()).words());
        return tags.isEmpty() ? 0 : hit(tags, labelled) / tags.size();
    }

    /** The labelled part that a stretch shares most seconds with. */
    private Part part(double start, double end) {
        Part best = talk.parts().get(0);
        double most = -1;
        int next = 0;
        for (Part part : talk.parts()) {
            int last = next + part.sentences().size() - 1;
            double from = Math.max(start, spoken.sentences().get(next).start());
            double to = Math.min(end, spoken.sentences().get(last).end());
            if (to - from > most) {
                most = to - from;
                best = part;
            }
            next = last + 1;
        }
        return best;
    }

    private int topicAt(double time) {
        for (int i = 0; i < analysis.topics().size(); i++) {
            List<Topic.Span> spans = analysis.topics().get(i).spans();
            if (spans != null && spans.stream().anyMatch(s -> s.start() <= time && time < s.end())) {
                return i;
            }
        }
        return -1;
    }

    private int chapterAt(double time) {
        int at = 0;
        for (Chapter chapter : analysis.chapters()) {
            at += chapter.start() <= time ? 1 : 0;
        }
        return at;
    }

    private static <T> double mean(List<T> of, ToDoubleFunction<T> value) {
        return of.stream().mapToDouble(value).average().orElse(0);
    }
}
