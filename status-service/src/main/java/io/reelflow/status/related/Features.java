package io.reelflow.status.related;

import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the features out of a video's newest documents: at most {@value #MOST} of each kind, the weightiest. */
final class Features {
    static final int MOST = 40;
    private static final int LONGEST = 200;

    private final Map<Feature.Key, Feature> found = new LinkedHashMap<>();

    private Features() {}

    static List<Feature> of(Newest newest) {
        var features = new Features();
        Source source = newest.source();
        if (source != null) {
            features.channel(source.metadata());
            Links.canonical(source.url()).ifPresent(own -> features.link(own, 1));
        }
        features.text(newest);
        if (newest.analysis() != null) {
            features.analysis(newest.analysis());
        }
        features.speakers(newest);
        features.dropShortNames();
        return features.weightiest();
    }

    private void channel(Source.Metadata metadata) {
        String channel = metadata.channelId() == null ? metadata.channel() : metadata.channelId();
        if (channel != null && !channel.isBlank()) {
            add(Kind.CHANNEL, channel.strip(), Objects.requireNonNullElse(metadata.channel(), channel), 1);
        }
    }

    private void text(Newest newest) {
        Edits edits = newest.edits();
        Source.Metadata metadata =
                newest.source() == null ? null : newest.source().metadata();
        String description = edits != null && edits.description() != null
                ? edits.description()
                : metadata == null ? null : metadata.description();
        List<String> tags =
                edits != null && edits.tags() != null ? edits.tags() : metadata == null ? List.of() : metadata.tags();
        tags.forEach(tag -> topic(tag, 0.7));
        if (description != null) {
            Links.in(description).forEach(link -> link(link, 1));
        }
        SlideDeck deck = newest.slides();
        if (deck != null) {
            deck.slides().stream()
                    .map(SlideDeck.Slide::text)
                    .filter(Objects::nonNull)
                    .flatMap(text -> Links.in(text).stream())
                    .forEach(link -> link(link, 0.8));
        }
    }

    private void analysis(Analysis analysis) {
        for (Analysis.Topic topic : analysis.topics()) {
            topic(topic.name(), Math.min(1, 0.5 + topic.weight()));
            topic.keywords().forEach(keyword -> topic(keyword, 0.4));
        }
        analysis.keywords().forEach(keyword -> topic(keyword, 0.6));
        analysis.entities().stream()
                .filter(entity -> entity.kind().equals("person"))
                .forEach(entity -> person(entity.text()));
    }

    private void speakers(Newest newest) {
        newest.segments().stream()
                .map(Segment::speaker)
                .filter(Objects::nonNull)
                .distinct()
                .filter(speaker -> !Names.isLabel(speaker))
                .forEach(this::person);
    }

    /** A first name alone may be anybody's. */
    private void person(String name) {
        String value = Names.person(name);
        add(Kind.PERSON, value, name, value.contains(" ") ? 1 : 0.4);
    }

    private void topic(String name, double weight) {
        add(Kind.TOPIC, Names.normal(name), name, weight);
    }

    private void link(String canonical, double weight) {
        add(Kind.LINK, canonical, "https://" + canonical, weight);
    }

    private void add(Kind kind, String value, String display, double weight) {
        int longest = kind == Kind.LINK ? Integer.MAX_VALUE : LONGEST;
        if (value.length() > (kind == Kind.LINK ? 0 : 1) && value.length() <= longest) {
            String storable = display.strip().replace("\0", "");
            var feature = new Feature(kind, value.replace("\0", ""), storable, weight);
            found.merge(feature.key(), feature, (old, more) -> more.weight() > old.weight() ? more : old);
        }
    }

    /** Who is named in full once is meant where the last name stands alone. */
    private void dropShortNames() {
        List<String> full = found.values().stream()
                .filter(each -> each.kind() == Kind.PERSON && each.value().contains(" "))
                .map(each -> " " + each.value() + " ")
                .toList();
        found.values()
                .removeIf(each -> each.kind() == Kind.PERSON
                        && full.stream()
                                .anyMatch(name -> name.length() > each.value().length() + 2
                                        && name.contains(" " + each.value() + " ")));
    }

    private List<Feature> weightiest() {
        return Stream.of(Kind.values())
                .flatMap(kind -> found.values().stream()
                        .filter(each -> each.kind() == kind)
                        .sorted(Comparator.comparingDouble(Feature::weight).reversed())
                        .limit(MOST))
                .toList();
    }
}
