package io.reelflow.bench.measure;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Measurements in rows; a cell is a number, a text, or null where nothing was measured. */
public record Table(List<String> columns, List<List<@Nullable Object>> rows) {
    public Table {
        for (List<@Nullable Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.size() + " cells in " + columns.size() + " columns");
            }
        }
    }

    /** Each column as wide as it needs; numbers to the right. */
    void print(PrintWriter out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        rows.forEach(row -> lines.add(row.stream().map(Table::text).toList()));
        for (int i = 0; i < lines.size(); i++) {
            var line = new StringBuilder();
            for (int column = 0; column < columns.size(); column++) {
                int width = width(lines, column);
                boolean right = rows.stream().anyMatch(isNumber(column));
                line.append(pad(lines.get(i).get(column), width, right)).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
        out.println();
    }

    private static Predicate<List<@Nullable Object>> isNumber(int column) {
        return row -> row.get(column) instanceof Number;
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private static String pad(String text, int width, boolean right) {
        String space = " ".repeat(width - text.length());
        return right ? space + text : text + space;
    }

    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "-";
        }
        return cell instanceof Number number ? Report.number(number.doubleValue()) : cell.toString();
    }
}
