package io.reelflow.bench.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is asked: each kind as often as the others. */
final class Questions {
    private final Talks talks;
    private final Subjects subjects;
    private final int videos;
    private final Random random = new Random(7);

    Questions(Talks talks, Subjects subjects, int videos) {
        this.talks = talks;
        this.subjects = subjects;
        this.videos = videos;
    }

    /** @param path of the request */
    record Question(String kind, String path) {
        static Question of(String kind, String q, String filter) {
            return new Question(kind, "/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + filter);
        }
    }

    List<Question> round() {
        Tongue tongue = talks.tongue(random.nextInt(4));
        var round = new ArrayList<Question>();
        String frequent = tongue.word(0, 20, random);
        round.add(Question.of("one of the 20 most frequent words", frequent, ""));
        round.add(Question.of("a common word", tongue.word(100, 2_000, random), ""));
        round.add(Question.of("a rare word", tongue.word(20_000, 60_000, random), ""));
        round.add(Question.of("two frequent words", frequent + " " + tongue.word(0, 20, random), ""));
        round.add(Question.of("a frequent and a common word", frequent + " " + tongue.word(100, 2_000, random), ""));
        round.add(Question.of(
                "two frequent words in quotes", '"' + frequent + " " + tongue.word(0, 20, random) + '"', ""));
        round.add(Question.of("four words as they were said", '"' + said(tongue, 4) + '"', ""));
        round.add(Question.of("three Japanese letters", said(talks.tongue(4), 3), ""));
        round.add(Question.of(
                "a frequent word in one channel", frequent, "&channel_id=" + Rows.channel(random.nextInt(100))));
        round.add(Question.of("a frequent word but not another", frequent + " -" + tongue.word(0, 20, random), ""));
        round.add(Question.of("a question, by its meaning", subjects.name(random), "&mode=meaning"));
        round.add(Question.of("a question, by words and meaning", subjects.name(random), ""));
        round.add(Question.of(
                "a question in one channel",
                subjects.name(random),
                "&mode=meaning&channel_id=" + Rows.channel(random.nextInt(100))));
        return round;
    }

    private String said(Tongue tongue, int words) {
        int video = random.nextInt(videos);
        while (!talks.tongue(video).language().equals(tongue.language())) {
            video = random.nextInt(videos);
        }
        List<String> said = talks.segment(video, random.nextInt(Talks.SEGMENTS)).words();
        int from = random.nextInt(said.size() - words + 1);
        return tongue.text(said.subList(from, from + words));
    }
}
