package io.reelflow.media.fetch;

import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Source.Heat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stretches of a video that yt-dlp's info JSON names. Those without a beginning are left out. */
final class InfoTimes {
    private InfoTimes() {}

    /**
     * In their order of time. A chapter that says no end lasts until the next begins.
     *
     * @param duration of the video; null where it is not known
     */
    static List<Chapter> chapters(List<InfoFields> given, @Nullable Double duration) {
        List<InfoFields> sorted = sorted(given);
        List<Chapter> chapters = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            InfoFields chapter = sorted.get(i);
            double start = start(chapter);
            Double end = chapter.seconds("end_time");
            Double next = i + 1 < sorted.size() ? Double.valueOf(start(sorted.get(i + 1))) : duration;
            double until = end != null ? end : Objects.requireNonNullElse(next, start);
            chapters.add(
                    new Chapter(start, Math.max(start, until), Objects.requireNonNullElse(chapter.text("title"), "")));
        }
        return List.copyOf(chapters);
    }

    /** In their order of time, the most replayed 1; null where there is none. */
    static @Nullable List<Heat> heatmap(List<InfoFields> given) {
        List<Heat> heats = new ArrayList<>();
        for (InfoFields each : sorted(given)) {
            Double end = each.seconds("end_time");
            Double value = each.seconds("value");
            if (end != null && value != null && end > start(each)) {
                heats.add(new Heat(start(each), end, value));
            }
        }
        double most = heats.stream().mapToDouble(Heat::value).max().orElse(0);
        return most == 0
                ? null
                : heats.stream()
                        .map(heat -> new Heat(heat.start(), heat.end(), heat.value() / most))
                        .toList();
    }

    private static List<InfoFields> sorted(List<InfoFields> given) {
        return given.stream()
                .filter(each -> each.seconds("start_time") != null)
                .sorted(Comparator.comparingDouble(InfoTimes::start))
                .toList();
    }

    private static double start(InfoFields each) {
        return Objects.requireNonNull(each.seconds("start_time"));
    }
}
