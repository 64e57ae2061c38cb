package io.reelflow.media.captions;

import io.reelflow.media.MediaException;
import io.reelflow.media.captions.Line.Piece;
import io.reelflow.schemas.job.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * TTML, and DFXP before it: paragraphs with times, spans in them with times of their own. jsoup reads it: it knows no
 * external entities, and takes what a strict parser would refuse.
 */
final class Ttml {
    private static final int DEEPEST = 64;

    private final TtmlTime times;
    private final CueList cues = new CueList();

    private Ttml(TtmlTime times) {
        this.times = times;
    }

    static CueList read(String text) throws MediaException {
        Element root = Jsoup.parse(text, "", Parser.xmlParser()).firstElementChild();
        if (root == null || !name(root).equals("tt")) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the captions are markup, but no TTML");
        }
        Ttml ttml = new Ttml(TtmlTime.of(root));
        ttml.walk(root, new Span(0, Double.MAX_VALUE, false), 0);
        return ttml.cues;
    }

    /** @param stated whether it or one around it has times */
    private record Span(double start, double end, boolean stated) {}

    private void walk(Element element, Span around, int depth) throws MediaException {
        if (depth > DEEPEST) {
            return;
        }
        Span span = span(element, around);
        if (name(element).equals("p")) {
            paragraph(element, span);
            return;
        }
        for (Element child : element.children()) {
            walk(child, span, depth + 1);
        }
    }

    private void paragraph(Element element, Span span) throws MediaException {
        Paragraph paragraph = new Paragraph(span);
        paragraph.read(element, null, 0);
        paragraph.endLine();
        Double first = paragraph.first;
        if (span.stated()) {
            cues.add(span.start(), span.end() == Double.MAX_VALUE ? span.start() : span.end(), paragraph.lines);
        } else if (first != null) {
            cues.add(first, paragraph.last, paragraph.lines);
        } else if (paragraph.lines.stream().anyMatch(line -> !line.text().isEmpty())) {
            cues.addDamaged();
        }
    }

    /** Times count from the start of what is around. */
    private Span span(Element element, Span around) {
        Double begin = times.seconds(TtmlTime.attribute(element, "begin"));
        Double end = times.seconds(TtmlTime.attribute(element, "end"));
        Double duration = times.seconds(TtmlTime.attribute(element, "dur"));
        double start = around.start() + (begin == null ? 0 : begin);
        double until = around.end();
        until = end == null ? until : Math.min(until, around.start() + end);
        until = duration == null ? until : Math.min(until, start + duration);
        return new Span(start, until, around.stated() || begin != null || end != null || duration != null);
    }

    static String name(Element element) {
        String name = element.tagName();
        return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }

    /** The lines of one paragraph. */
    private final class Paragraph {
        private final Span span;
        private final List<Line> lines = new ArrayList<>();
        private final List<Piece> pieces = new ArrayList<>();
        private @Nullable Double first;
        private double last;

        Paragraph(Span span) {
            this.span = span;
        }

        /** @param time of the nearest span around that has one, for the first text in it */
        @Nullable
        Double read(Element element, @Nullable Double time, int depth) {
            Double next = time;
            for (Node node : element.childNodes()) {
                if (node instanceof TextNode words) {
                    String text = CleanText.decode(words.getWholeText());
                    if (!text.isEmpty()) {
                        pieces.add(new Piece(text.isBlank() ? null : next, text, 1));
                        next = text.isBlank() ? next : null;
                    }
                } else if (node instanceof Element child && depth < DEEPEST) {
                    switch (name(child)) {
                        case "br" -> endLine();
                        case "span" -> next = read(child, time(child, next), depth + 1);
                        default -> {} // metadata, animation
                    }
                }
            }
            return next;
        }

        /** By the standard from the paragraph's start; some count from the video's, which can be told by the end. */
        private @Nullable Double time(Element child, @Nullable Double otherwise) {
            Double begin = times.seconds(TtmlTime.attribute(child, "begin"));
            if (begin == null) {
                return otherwise;
            }
            double from = span.stated() ? span.start() : 0;
            boolean absolute = begin >= from && begin <= span.end() && from + begin >= span.end();
            double at = absolute ? begin : from + begin;
            Double end = times.seconds(TtmlTime.attribute(child, "end"));
            Double duration = times.seconds(TtmlTime.attribute(child, "dur"));
            first = first == null ? Double.valueOf(at) : first;
            last = end != null ? at - begin + end : at + (duration == null ? 0 : duration);
            return at;
        }

        void endLine() {
            lines.add(new Line(null, List.copyOf(pieces)));
            pieces.clear();
        }
    }
}
