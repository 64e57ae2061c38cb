package io.reelflow.media.analyze.endpoint;

import io.reelflow.media.analyze.endpoint.Answers.Named;
import io.reelflow.media.analyze.endpoint.Answers.OfClip;
import io.reelflow.media.analyze.endpoint.Answers.OfClips;
import io.reelflow.media.analyze.endpoint.Answers.OfTalk;
import io.reelflow.media.analyze.endpoint.Answers.Titled;
import io.reelflow.media.analyze.endpoint.Draft.Passage;
import io.reelflow.media.analyze.endpoint.Pieces.Piece;
import io.reelflow.media.analyze.endpoint.Texts.ClipText;
import io.reelflow.schemas.result.Analysis.Fallback;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One talk's questions. A talk that fits one question is asked about as a whole; of a longer one each piece gets its
 * chapters' titles and a summary, and what is said of the whole is made of those. Where the endpoint itself fails,
 * nothing more is asked; where an answer is wrong, only what it was about is lost.
 */
final class Writing {
    private static final String SUMMARY = "summary";
    private static final String KEYWORDS = "keywords";
    private static final String CHAPTERS = "chapters";
    private static final String TOPICS = "topics";
    /** Texts about a clip take as much again as half a minute of talk. */
    private static final int TOKENS_OF_A_CLIP = 200;

    private final Draft draft;
    private final int room;
    private final Deadline deadline;
    private final Chat chat;
    private final Consumer<String> progress;
    private final Check check;
    private final List<Fallback> fallbacks = new ArrayList<>();
    private @Nullable EndpointException gone;

    Writing(Draft draft, int room, Deadline deadline, Chat chat, Consumer<String> progress) {
        this.draft = draft;
        this.room = room;
        this.deadline = deadline;
        this.chat = chat;
        this.progress = progress;
        this.check = new Check(draft.language(), new Said(String.join(" ", draft.sentences())));
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Step<T> {
        T get() throws EndpointException, InterruptedException;
    }

    Texts run() throws InterruptedException {
        List<OfTalk> pieces = attempt(this::pieces, asked(true));
        OfTalk whole = pieces == null ? null : attempt(() -> whole(pieces), asked(false));
        String summary = null;
        List<String> keywords = null;
        List<String> topics = null;
        if (whole != null) {
            summary = attempt(() -> check.summary(whole.summary()), List.of(SUMMARY));
            keywords = attempt(() -> check.keywords(whole.keywords()), List.of(KEYWORDS));
            topics = draft.topics().isEmpty() ? null : attempt(() -> topics(whole.topics()), List.of(TOPICS));
        }
        List<String> chapters = pieces == null || draft.chapters().isEmpty()
                ? null
                : attempt(() -> chapters(pieces), List.of(CHAPTERS));
        return new Texts(summary, keywords, chapters, topics, clips(), List.copyOf(fallbacks));
    }

    private List<String> asked(boolean withChapters) {
        var parts = new ArrayList<>(List.of(SUMMARY, KEYWORDS));
        if (withChapters && !draft.chapters().isEmpty()) {
            parts.add(CHAPTERS);
        }
        if (!draft.topics().isEmpty()) {
            parts.add(TOPICS);
        }
        return parts;
    }

    private List<OfTalk> pieces() throws EndpointException, InterruptedException {
        List<String> numbered = IntStream.range(0, draft.sentences().size())
                .mapToObj(i -> Prompts.numbered(i, draft.sentences().get(i)))
                .toList();
        List<Piece> pieces = Pieces.of(numbered, Tokens::of, room, draft.chapters());
        var answers = new ArrayList<OfTalk>();
        for (Piece piece : pieces) {
            progress.accept("asking about part " + (answers.size() + 1) + " of " + pieces.size());
            List<Integer> chapters = draft.chapters().stream()
                    .filter(first -> first >= piece.from() && first < piece.to())
                    .toList();
            List<List<String>> topics = pieces.size() == 1 ? draft.topics() : List.of();
            answers.add(ask(Prompts.talk(draft, piece.from(), piece.to(), chapters, topics), OfTalk.class));
        }
        return answers;
    }

    /** One answer about all of it, out of those about its pieces. */
    private OfTalk whole(List<OfTalk> pieces) throws EndpointException, InterruptedException {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        var summaries = new ArrayList<String>();
        for (OfTalk piece : pieces) {
            String keywords = String.join(", ", check.said(piece.keywords()));
            summaries.add(Prompts.numbered(summaries.size(), check.summary(piece.summary()) + " (" + keywords + ")"));
        }
        List<Piece> groups = Pieces.of(summaries, Tokens::of, room);
        if (groups.size() == 1) {
            return ask(Prompts.parts(draft, summaries, draft.topics()), OfTalk.class);
        }
        if (groups.size() == pieces.size()) {
            throw EndpointException.wrong("two summaries are too long for one question");
        }
        var answers = new ArrayList<OfTalk>();
        for (Piece group : groups) {
            List<String> some = summaries.subList(group.from(), group.to());
            answers.add(ask(Prompts.parts(draft, some, List.of()), OfTalk.class));
        }
        return whole(answers);
    }

    private List<String> chapters(List<OfTalk> pieces) throws EndpointException {
        List<Titled> titled =
                pieces.stream().flatMap(piece -> piece.chapters().stream()).toList();
        return check.titles(
                "chapter",
                draft.chapters(),
                titled.stream().map(Titled::sentence).toList(),
                titled.stream().map(Titled::title).toList(),
                80);
    }

    private List<String> topics(List<Named> answer) throws EndpointException {
        return check.titles(
                "topic",
                IntStream.range(0, draft.topics().size()).boxed().toList(),
                answer.stream().map(Named::topic).toList(),
                answer.stream().map(Named::name).toList(),
                60);
    }

    private Map<String, ClipText> clips() throws InterruptedException {
        Map<String, ClipText> texts = new HashMap<>();
        List<Piece> pieces = Pieces.of(draft.clips(), clip -> Tokens.of(clip.text()) + TOKENS_OF_A_CLIP, room);
        for (Piece piece : pieces) {
            List<Passage> clips = draft.clips().subList(piece.from(), piece.to());
            progress.accept("asking about clips");
            List<String> ids = clips.stream().map(Passage::id).toList();
            List<OfClip> answers = attempt(() -> ofClips(clips), ids);
            for (int i = 0; answers != null && i < clips.size(); i++) {
                OfClip answer = answers.get(i);
                Passage clip = clips.get(i);
                ClipText text = attempt(() -> check.clip(answer, new Said(clip.text())), List.of(clip.id()));
                if (text != null) {
                    texts.put(clip.id(), text);
                }
            }
        }
        return Map.copyOf(texts);
    }

    private List<OfClip> ofClips(List<Passage> clips) throws EndpointException, InterruptedException {
        List<OfClip> answers = ask(Prompts.clips(draft, clips), OfClips.class).clips();
        List<Integer> asked = IntStream.range(0, clips.size()).boxed().toList();
        if (!answers.stream().map(OfClip::clip).toList().equals(asked)) {
            throw EndpointException.wrong("the numbers of the clips are not those asked for");
        }
        return answers;
    }

    private <T> T ask(Question question, Class<T> answer) throws EndpointException, InterruptedException {
        if (gone != null) {
            throw gone;
        }
        return Answers.read(chat.ask(question, deadline), answer);
    }

    /** Null where it is refused; then a fallback says so for each of these parts. */
    private <T> @Nullable T attempt(Step<T> step, List<String> parts) throws InterruptedException {
        try {
            return step.get();
        } catch (EndpointException e) {
            gone = e.isOfTheEndpoint() ? e : gone;
            parts.forEach(part -> fallbacks.add(new Fallback(e.problem(), part, e.reason())));
            return null;
        }
    }
}
