package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One film, uploaded again and again: without a sum of its bytes each upload is a video of its own. */
final class Uploads implements Workload.Films {
    private final List<String> addresses;

    private Uploads(List<String> addresses) {
        this.addresses = addresses;
    }

    static Uploads of(Client client, Path film, int count) throws IOException, InterruptedException {
        var addresses = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            addresses.add(upload(client, film));
        }
        return new Uploads(addresses);
    }

    static String upload(Client client, Path film) throws IOException, InterruptedException {
        JsonNode place = client.post(
                        "/uploads", Map.of("filename", String.valueOf(film.getFileName()), "size", Files.size(film)))
                .orThrow();
        var put = HttpRequest.newBuilder(URI.create(place.path("upload_url").asString("")))
                .PUT(BodyPublishers.ofFile(film))
                .build();
        int status =
                HttpClient.newHttpClient().send(put, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("the upload of " + film + " was answered " + status);
        }
        return place.path("url").asString("");
    }

    @Override
    public String address(String name, long number) {
        return addresses.get((int) number);
    }
}
