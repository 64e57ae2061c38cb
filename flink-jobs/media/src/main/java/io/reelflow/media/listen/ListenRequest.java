package io.reelflow.media.listen;

import io.reelflow.schemas.result.Source;

/**
 * @param file the source's media file
 * @param language ISO 639-1, or {@code auto}
 * @param model of Whisper: one of {@code WhisperModels.NAMES}
 */
public record ListenRequest(String file, Source source, String language, String model) {}
