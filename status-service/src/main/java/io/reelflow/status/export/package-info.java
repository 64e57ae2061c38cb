/** Tables as files: Parquet and CSV, for notebooks and warehouses. */
@NullMarked
package io.reelflow.status.export;

import org.jspecify.annotations.NullMarked;
