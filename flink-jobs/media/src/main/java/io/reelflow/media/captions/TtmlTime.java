package io.reelflow.media.captions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * TTML's time expressions: clock times and offsets, in frames and ticks too.
 *
 * @param frameRate frames a second
 * @param tickRate ticks a second
 */
record TtmlTime(double frameRate, double tickRate) {
    private static final Pattern CLOCK =
            Pattern.compile("(\\d{1,6}):(\\d{1,2}):(\\d{1,2})(?:(\\.\\d{1,9})|:(\\d{1,3})(?:\\.\\d+)?)?");
    private static final Pattern OFFSET = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(h|m|s|ms|f|t)");
    private static final double USUAL_FRAME_RATE = 30;

    /** As the document's root says. */
    static TtmlTime of(Element root) {
        double frameRate = number(attribute(root, "frameRate"), USUAL_FRAME_RATE);
        String multiplier = attribute(root, "frameRateMultiplier");
        String[] ratio = multiplier == null ? new String[0] : multiplier.trim().split("[\\s:]+", -1);
        if (ratio.length == 2) {
            frameRate *= number(ratio[0], 1) / number(ratio[1], 1);
        }
        return new TtmlTime(frameRate, number(attribute(root, "tickRate"), 1));
    }

    /** Seconds; null where there is none, or it can not be read. */
    @Nullable
    Double seconds(@Nullable String expression) {
        String text = expression == null ? "" : expression.strip();
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            double whole = Integer.parseInt(clock.group(1)) * 3600.0
                    + Integer.parseInt(clock.group(2)) * 60.0
                    + Integer.parseInt(clock.group(3));
            double fraction = clock.group(4) == null ? 0 : Double.parseDouble("0" + clock.group(4));
            double frames = clock.group(5) == null ? 0 : Integer.parseInt(clock.group(5));
            return whole + fraction + frames / frameRate;
        }
        Matcher offset = OFFSET.matcher(text);
        if (!offset.matches()) {
            return null;
        }
        double value = Double.parseDouble(offset.group(1));
        return switch (offset.group(2)) {
            case "h" -> value * 3600;
            case "m" -> value * 60;
            case "ms" -> value / 1000;
            case "f" -> value / frameRate;
            case "t" -> value / tickRate;
            default -> value;
        };
    }

    /** An attribute by its name, whatever the prefix of its namespace. */
    static @Nullable String attribute(Element element, String name) {
        for (Attribute attribute : element.attributes()) {
            String key = attribute.getKey();
            if (key.equalsIgnoreCase(name)
                    || (key.length() > name.length()
                            && key.charAt(key.length() - name.length() - 1) == ':'
                            && key.regionMatches(true, key.length() - name.length(), name, 0, name.length()))) {
                return attribute.getValue();
            }
        }
        return null;
    }

    private static double number(@Nullable String text, double otherwise) {
        if (text == null || !text.strip().matches("\\d{1,12}(\\.\\d{1,9})?")) {
            return otherwise;
        }
        double value = Double.parseDouble(text.strip());
        return value > 0 ? value : otherwise;
    }
}
