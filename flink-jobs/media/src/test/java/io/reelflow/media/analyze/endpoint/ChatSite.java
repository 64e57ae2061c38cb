package io.reelflow.media.analyze.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server on the loopback that speaks the OpenAI chat API, and what it was sent. */
public final class ChatSite implements AutoCloseable {
    public static final String KEY = "sk-secret-of-this-test";

    /** @param body as it was read */
    public record Request(String path, String authorization, String body) {
        public JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        /** What was said, as the user's message has it. */
        public JsonNode data() {
            return ChatSite.data(json());
        }
    }

    /** Answers one request; what it throws ends the connection. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange, JsonNode request) throws IOException, InterruptedException;
    }

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public ChatSite(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    body));
            try (exchange) {
                answer.to(exchange, Json.MAPPER.readTree(body));
            } catch (InterruptedException e) {
                throw new IOException("the site is being closed", e);
            }
        });
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    public EndpointSettings settings(Duration time) {
        return new EndpointSettings(url(), "small-model", KEY, time, 8_000);
    }

    /** A model that does as it is told. */
    public static Answer good() {
        return saying(answer -> answer);
    }

    /** The same, its answers changed. */
    public static Answer saying(UnaryOperator<ObjectNode> change) {
        return content(request -> Json.text(change.apply(rightAnswer(request))));
    }

    /** What a model says, whatever it is. */
    public static Answer content(Function<JsonNode, String> content) {
        return (exchange, request) -> send(exchange, 200, completion(content.apply(request), "stop"));
    }

    public static Answer status(int status, String body, String... headers) {
        return (exchange, request) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            send(exchange, status, body);
        };
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public static String completion(String content, String finishReason) {
        return Json.text(Map.of(
                "id",
                "chat-1",
                "object",
                "chat.completion",
                "model",
                "small-model",
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "finish_reason",
                        finishReason,
                        "message",
                        Map.of("role", "assistant", "content", content))),
                "usage",
                Map.of("prompt_tokens", 1, "completion_tokens", 1, "total_tokens", 2)));
    }

    static JsonNode data(JsonNode request) {
        return Json.MAPPER.readTree(
                request.path("messages").path(1).path("content").asString());
    }

    static ObjectNode rightAnswer(JsonNode request) {
        JsonNode data = data(request);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        if (data.has("clips")) {
            var clips = answer.putArray("clips");
            for (JsonNode clip : data.path("clips")) {
                String[] numbered = clip.asString().split(": ", 2);
                String[] words = numbered[1].split(" ", -1);
                ObjectNode one = clips.addObject();
                one.put("clip", Integer.parseInt(numbered[0]));
                one.put("title", "What everybody should know about number " + numbered[0]);
                one.put("description", "A short story about what was said in this part of the talk.");
                one.put("hook", String.join(" ", List.of(words).subList(0, Math.min(4, words.length))));
                one.putArray("tags").add("a tag").add("another tag");
                one.putArray("hashtags").add("#ATag").add("#AnotherTag");
            }
            return answer;
        }
        answer.put("summary", "The speaker tells where it comes from, how it is made and why people like it so much.");
        var keywords = answer.putArray("keywords");
        words(data).forEach(keywords::add);
        var chapters = answer.putArray("chapters");
        for (JsonNode first : data.path("chapters")) {
            chapters.addObject()
                    .put("sentence", first.asInt())
                    .put("title", "What the speaker thinks about number " + first.asInt());
        }
        var topics = answer.putArray("topics");
        for (int i = 0; i < data.path("topics").size(); i++) {
            topics.addObject().put("topic", i).put("name", "The subject of number " + i);
        }
        return answer;
    }

    /** The longest words of the first texts. */
    private static List<String> words(JsonNode data) {
        var words = new ArrayList<String>();
        for (JsonNode text : data.path(data.has("parts") ? "parts" : "sentences")) {
            for (String word : text.asString().replaceAll("[^a-zA-Z ]", "").split(" ", -1)) {
                if (word.length() > 5 && words.size() < 12 && !words.contains(word)) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
