package io.reelflow.media.listen;

import io.reelflow.schemas.result.Source;

/**
 * @param file the source's media file
 * @param language ISO 639-1, or {@code auto}
 * @param model of Whisper: {@code tiny} … {@code large-v3}
 */
public record ListenRequest(String file, Source source, String language, String model) {}
