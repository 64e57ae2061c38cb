package io.reelflow.media.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesTest {
    @TempDir
    Path directory;

    @Test
    void withoutAFileOneAsksEverybody() {
        Identities identities = Identities.fromEnvironment(Map.of());
        assertThat(identities.of("youtube.com")).containsExactly(Identity.DEFAULT);
        assertThat(Identity.DEFAULT.rateAt("youtube.com")).isEqualTo(Rate.CAREFUL);
        assertThat(Identity.DEFAULT.rateAt("talks.example")).isEqualTo(Rate.GENEROUS);
    }

    @Test
    void eachIsForItsSourcesAndWhomNobodyIsForIsAskedAsTheDefault() throws Exception {
        Path cookies = Files.writeString(directory.resolve("jar.txt"), "# Netscape HTTP Cookie File\n");
        Identities identities = read("""
                {"identities": [
                  {"name": "one", "sources": ["www.youtube.com", "127.0.0.1:8080"], "per_minute": 20, "burst": 10,
                   "proxy": "socks5://user:pa55@proxy.example:1080", "cookies": "%s"},
                  {"name": "two", "sources": ["youtube.com"]}]}""".formatted(cookies));
        assertThat(identities.of("youtube.com")).map(Identity::name).containsExactly("one", "two");
        assertThat(identities.of("127.0.0.1:8080")).map(Identity::name).containsExactly("one");
        assertThat(identities.of("vimeo.com")).containsExactly(Identity.DEFAULT);
        assertThat(identities.named("one").rateAt("youtube.com")).isEqualTo(new Rate(20, 10));
        assertThat(identities.named("two").rateAt("youtube.com")).isEqualTo(Rate.CAREFUL);
        assertThat(identities.named(null)).isEqualTo(Identity.DEFAULT);
        assertThat(identities.named("default")).isEqualTo(Identity.DEFAULT);
        assertThatThrownBy(() -> identities.named("gone")).isInstanceOf(IllegalArgumentException.class);
        assertThat(identities.toString()).contains("one").doesNotContain("pa55", "proxy.example", "jar.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"identities\": []}",
                "{\"identities\": [{\"name\": \"S3CRET\", \"sources\": [\"*\"]}]}",
                "{\"identities\": [{\"name\": \"a\", \"sources\": []}]}",
                "{\"identities\": [{\"name\": \"a\", \"sources\": [\"*\"], \"proxy\": \"ftp://S3CRET@host\"}]}",
                "{\"identities\": [{\"name\": \"a\", \"sources\": [\"*\"], \"proxy\": \"http://u:S3CRET @host:1\"}]}",
                "{\"identities\": [{\"name\": \"a\", \"sources\": [\"*\"], \"cookies\": \"/nowhere/S3CRET\"}]}",
                "{\"identities\": [{\"name\": \"a\", \"sources\": [\"*\"], \"per_minute\": 0}]}",
                "{\"identities\": [{\"name\": \"a\", \"sources\": [\"*\"], \"per_minute\": 5, \"burst\": 0}]}",
                "{\"identities\": [{\"name\": \"a\", \"sources\": [\"*\"], \"S3CRET\": 1}]}",
                "{\"identities\": [{\"name\": \"a\", \"sources\": [\"*\"]}, {\"name\": \"a\", \"sources\": [\"*\"]}]}",
                "{\"identities\": [{\"name\": \"default\", \"sources\": [\"youtube.com\"]}]}",
                "S3CRET, no JSON"
            })
    void whatIsWrongIsNamedByItsPlaceAndNeverByItsValue(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("REELFLOW_IDENTITIES: ")
                .hasMessageContaining("must")
                .hasMessageNotContaining("S3CRET")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.youtube.com/watch?v=abc, youtube.com",
        "https://youtu.be/abc, youtube.com",
        "https://m.youtube-nocookie.com/embed/abc, youtube.com",
        "https://twitter.com/somebody/status/1, x.com",
        "https://media.talks.co.uk/a.mp4, talks.co.uk",
        "https://somebody.github.io/a.mp4, github.io",
        "https://Media.Talks.co.uk:8443/a.mp4, talks.co.uk",
        "https://my_host.talks.co.uk/a.mp4, talks.co.uk",
        "https://talks.internal:8443/a.mp4, talks.internal:8443",
        "http://127.0.0.1:8080/a.mp4, 127.0.0.1:8080",
        "http://[::1]:8080/a.mp4, [::1]:8080",
        "http://localhost:8080/a b.mp4, localhost:8080",
        "http://localhost, localhost",
        "upload:1234/talk.mp4, unknown"
    })
    void aSourceIsWhoeverAnswersForTheAddress(String url, String source) {
        assertThat(SourceName.of(url)).isEqualTo(source);
    }

    private Identities read(String json) throws Exception {
        Path file = Files.writeString(directory.resolve("identities.json"), json);
        return Identities.fromEnvironment(Map.of("REELFLOW_IDENTITIES", file.toString()));
    }
}
