/** Publishers' captions: WebVTT, SubRip, YouTube's json3 and TTML read into segments of a transcript. */
@NullMarked
package io.reelflow.media.captions;

import org.jspecify.annotations.NullMarked;
