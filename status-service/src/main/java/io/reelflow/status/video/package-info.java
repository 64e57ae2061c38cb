/** What a job left behind: documents and files out of object storage. */
@NullMarked
package io.reelflow.status.video;

import org.jspecify.annotations.NullMarked;
