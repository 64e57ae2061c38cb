package io.reelflow.status.related;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    @ParameterizedTest
    @CsvSource({
        "https://Example.org/Paper.html,                                  example.org/Paper.html",
        "http://www.example.org:80/a//b/,                                 example.org/a/b",
        "https://example.org/?utm_source=yt&utm_medium=x,                 example.org",
        "https://example.org/x?b=2&fbclid=1&a=1#part,                     example.org/x?a=1&b=2",
        "https://youtu.be/dQw4w9WgXcQ?si=abc,                             youtube.com/watch?v=dQw4w9WgXcQ",
        "https://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&t=10s,   youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ,                      youtube.com/watch?v=dQw4w9WgXcQ",
        "https://bücher.example/straße,                                   bücher.example/straße",
        "http://127.0.0.1:8080/talk.mp4,                                  127.0.0.1:8080/talk.mp4"
    })
    void onePageHasOneSpelling(String link, String canonical) {
        assertThat(Links.canonical(link)).contains(canonical);
        assertThat(Links.canonical(canonical)).contains(canonical);
    }

    @Test
    void linksAreFoundInRunningText() {
        assertThat(Links.in("""
                        Paper: https://example.org/paper.pdf. (Code: www.example.org/code), slides at example.net/slides!
                        Again HTTPS://EXAMPLE.ORG/paper.pdf?utm_campaign=a. Mail: somebody@example.org/x, v1.2/3, e.g. and/or""")).containsExactly("example.org/paper.pdf", "example.org/code", "example.net/slides");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://", "https:///x", "http://localhost/x", "upload:1/talk.mp4", "www.", "no link"})
    void whatIsNoAddressOfAPageIsNone(String text) {
        assertThat(Links.canonical(text)).isEmpty();
        assertThat(Links.in(text)).isEmpty();
    }
}
