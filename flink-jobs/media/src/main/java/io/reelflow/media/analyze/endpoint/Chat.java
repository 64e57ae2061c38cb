package io.reelflow.media.analyze.endpoint;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the endpoint one question after the other, each once. */
final class Chat {
    /** What servers answer that know no {@code json_schema}, or want another temperature. */
    private static final Set<Integer> NOT_LIKE_THIS = Set.of(400, 422);

    private final OpenAiChatModel model;
    private volatile boolean plain;

    Chat(EndpointSettings settings) {
        this.model = OpenAiChatModel.builder()
                .httpClientBuilder(new BoundedHttp())
                .baseUrl(settings.url().toString())
                .apiKey(settings.apiKey())
                .modelName(settings.model())
                .maxRetries(0)
                .strictJsonSchema(true)
                .logRequests(false)
                .logResponses(false)
                .build();
    }

    /**
     * The text of its answer. A server that refuses the form of a question gets it once more in the plainest form, and
     * all later questions too.
     */
    String ask(Question question, Deadline deadline) throws EndpointException, InterruptedException {
        if (!plain) {
            try {
                return asked(question, question.schema(), deadline);
            } catch (Refused refused) {
                if (!NOT_LIKE_THIS.contains(refused.status)) {
                    throw refused.said();
                }
            }
        }
        try {
            String answer = asked(question, null, deadline);
            plain = true;
            return answer;
        } catch (Refused refused) {
            throw refused.said();
        }
    }

    private String asked(Question question, @Nullable JsonSchema schema, Deadline deadline)
            throws EndpointException, Refused, InterruptedException {
        ChatRequest.Builder request = ChatRequest.builder()
                .messages(SystemMessage.from(question.instructions()), UserMessage.from(question.data()));
        if (schema != null) {
            request.temperature(0.0)
                    .responseFormat(ResponseFormat.builder()
                            .type(ResponseFormatType.JSON)
                            .jsonSchema(schema)
                            .build());
        }
        ChatResponse response = within(deadline, () -> model.chat(request.build()));
        if (response.finishReason() == FinishReason.LENGTH) {
            throw EndpointException.wrong("the answer was cut short");
        }
        String text = response.aiMessage().text();
        if (text == null || text.isBlank()) {
            throw EndpointException.wrong("the answer is empty");
        }
        return text;
    }

    /** A server may send a byte a second for ever, so what ends the call is the clock and not a timeout of its reads. */
    private static ChatResponse within(Deadline deadline, Callable<ChatResponse> call)
            throws EndpointException, Refused, InterruptedException {
        var answer = new FutureTask<>(call);
        Thread thread = new Thread(answer, "analyze-endpoint");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw deadline.passed();
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            answer.cancel(true);
        }
    }

    private static EndpointException failure(Throwable failure) throws Refused {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException refusal) {
                throw new Refused(refusal.statusCode());
            }
            if (cause instanceof BoundedHttp.Unreachable) {
                return EndpointException.unavailable("no answer: " + cause.getMessage());
            }
            if (cause instanceof BoundedHttp.TooLong) {
                return EndpointException.wrong("the answer is longer than " + BoundedHttp.MOST_BYTES + " bytes");
            }
        }
        return EndpointException.wrong("what came is no chat completion");
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status) {
            this.status = status;
        }

        EndpointException said() {
            return EndpointException.unavailable(
                    "HTTP " + status + (status / 100 == 3 ? ", and redirects are not followed" : ""));
        }
    }
}
