/** Whisper by whisper.cpp, in this process. */
@NullMarked
package io.reelflow.media.listen.whisper;

import org.jspecify.annotations.NullMarked;
