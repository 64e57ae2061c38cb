package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SniffTest {
    @ParameterizedTest
    @CsvSource({
        "text/html, '<!doctype html>', true",
        "video/mp4, '<html><body>gone', true",
        "video/mp4, '#EXTM3U', true",
        "text/html, 'sorry, gone', true",
        "text/html, '0000ftypisom', false",
        "video/mp4, 'anything', false",
        "text/html, '', false",
        ", '', false"
    })
    void whatAFileBeginsWithCountsMoreThanItsType(String type, String beginning, boolean page) {
        assertThat(Sniff.isPage(type, beginning.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(page);
    }
}
