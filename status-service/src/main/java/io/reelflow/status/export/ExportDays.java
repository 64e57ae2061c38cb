package io.reelflow.status.export;

import java.time.LocalDate;
import java.util.List;

/**
 * The UTC days on which rows of a table were last changed, the oldest first.
 *
 * @param time the column that says when
 */
record ExportDays(String table, String time, List<LocalDate> days) {}
