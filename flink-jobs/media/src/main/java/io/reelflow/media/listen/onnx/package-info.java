/** Whisper through ONNX Runtime: the graphs are written here, the weights are those of a GGML file. */
@NullMarked
package io.reelflow.media.listen.onnx;

import org.jspecify.annotations.NullMarked;
