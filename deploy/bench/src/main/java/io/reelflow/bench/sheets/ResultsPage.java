package io.reelflow.bench.sheets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The page: what stands between its two marks is made anew, the rest is people's. */
final class ResultsPage {
    private static final String BEGIN = "<!-- made by ./reelflow bench sheets -->";
    private static final String END = "<!-- end of what is made -->";

    private final Path pictures;
    private final StringBuilder text = new StringBuilder();

    /** @param pictures folder beside the page, for the sheets */
    ResultsPage(Path pictures) {
        this.pictures = pictures;
    }

    Path pictures() {
        return pictures;
    }

    void heading(String title) {
        text.append("\n## ").append(title).append("\n");
    }

    void paragraph(String words) {
        text.append('\n').append(words).append('\n');
    }

    void table(List<String> columns, List<List<String>> rows) {
        text.append('\n');
        line(columns);
        line(columns.stream().map(each -> "---").toList());
        rows.forEach(this::line);
    }

    private void line(List<String> cells) {
        text.append("| ")
                .append(String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "\\|")).toList()))
                .append(" |\n");
    }

    void sheet(String name, String title) {
        text.append("\n![").append(title).append("](results/").append(name).append(".jpg)\n");
    }

    void write(Path page) throws IOException {
        String before = "# What is found, and what is made of it\n\n";
        String after = "\n";
        if (Files.exists(page)) {
            String old = Files.readString(page);
            int begin = old.indexOf(BEGIN);
            int end = old.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IOException(page + " has no place for what is made: '" + BEGIN + "' … '" + END + "'");
            }
            before = old.substring(0, begin);
            after = old.substring(end + END.length());
        }
        Files.writeString(page, before + BEGIN + "\n" + text + "\n" + END + after);
    }
}
