package io.reelflow.bench.scale;

import io.reelflow.bench.measure.Report;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The written part of {@code docs/scale.md}. */
final class ScaleText {
    private ScaleText() {}

    static String of(Wish wish, Check check, Plan plan, List<Growth.Step> growth) {
        var text = new StringBuilder();
        text.append("### " + Plan.number(wish.videos) + " videos a day, each line with its formula\n\n");
        text.append(row("need", "formula", "value")).append(row("---", "---", "---"));
        plan.lines().forEach(each -> text.append(row(each.what(), each.formula(), each.value())));
        text.append("\n### What gives way first\n\n");
        text.append(row("part that more workers do not help", "videos a day", "remedy"))
                .append(row("---", "---", "---"));
        plan.limits().forEach(each -> text.append(row(each.what(), Plan.number(each.most()), each.remedy())));
        text.append("\n### From one machine to a hundred, simulated\n\n");
        text.append(row(
                        "machines of " + wish.cores + " cores",
                        "rooms",
                        "videos a day",
                        "cores busy",
                        "tables busy",
                        "scheduler busy",
                        "saturates first"))
                .append(row("---", "---", "---", "---", "---", "---", "---"));
        growth.forEach(each -> text.append(row(
                Integer.toString(each.machines()),
                Integer.toString(each.rooms()),
                Plan.number(each.videosADay()),
                percent(each.media()),
                percent(each.tables()),
                percent(each.scheduler()),
                each.first())));
        text.append("\n### The simulation beside what was measured\n\n");
        text.append(row("run", "figure", "simulated", "measured", "off by", ""))
                .append(row("---", "---", "---", "---", "---", "---"));
        check.rows()
                .forEach(each ->
                        text.append(row(each.stream().map(ScaleText::cell).toArray(String[]::new))));
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        return value instanceof Double number ? Report.number(number) : String.valueOf(value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f%%" : "%.0f%%", share * 100);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
