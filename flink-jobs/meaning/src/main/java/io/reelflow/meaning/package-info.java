/** Meaning of English text as vectors: the same model, passages and bytes wherever talks are analysed or searched. */
@NullMarked
package io.reelflow.meaning;

import org.jspecify.annotations.NullMarked;
