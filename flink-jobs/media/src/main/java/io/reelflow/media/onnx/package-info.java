/** Writes models in the ONNX format, for onnxruntime to run. */
@NullMarked
package io.reelflow.media.onnx;

import org.jspecify.annotations.NullMarked;
