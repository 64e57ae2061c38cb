@NullMarked
package io.reelflow.media.models;

import org.jspecify.annotations.NullMarked;
