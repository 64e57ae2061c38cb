package io.reelflow.media.analyze.endpoint;

import java.util.function.Consumer;

/** An outside model that writes texts about talks. It never fails: what it did not write well is said instead. */
public final class Endpoint {
    private final EndpointSettings settings;
    private final Chat chat;

    public Endpoint(EndpointSettings settings) {
        this.settings = settings;
        this.chat = new Chat(settings);
    }

    public String model() {
        return settings.model();
    }

    /** Version of what it is asked. */
    public int prompts() {
        return Prompts.VERSION;
    }

    /** @param progress is told what is asked next */
    public Texts write(Draft draft, Consumer<String> progress) throws InterruptedException {
        return new Writing(draft, Tokens.forTheTalk(settings.tokens()), Deadline.in(settings.time()), chat, progress)
                .run();
    }
}
