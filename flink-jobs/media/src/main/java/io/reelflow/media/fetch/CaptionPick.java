package io.reelflow.media.fetch;

import io.reelflow.media.captions.CaptionLanguage;
import io.reelflow.schemas.result.Source.Captions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Captions of a site's video that are worth having.
 *
 * @param key yt-dlp's name for them
 * @param language BCP 47
 * @param kind {@link Captions#MANUAL} or {@link Captions#AUTOMATIC}
 */
record CaptionPick(String key, String language, String kind) {
    /** Best first. What names no format is WebVTT on pages with HTML's own player. */
    static final String FORMATS = "json3/vtt/ttml/dfxp/srt/unknown_video";

    private static final Set<String> READABLE = Set.of(FORMATS.split("/", -1));
    private static final String ORIGINAL = "-orig";

    /** yt-dlp makes a file name of it: a page must not choose the folder. */
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,40}");

    /**
     * Those in the asked language and those in the video's own: written by people, else the automatic ones of what is
     * spoken. Automatic translations are nobody's words.
     *
     * @param info yt-dlp's info JSON
     * @param asked ISO 639-1, or {@code auto}
     */
    static List<CaptionPick> of(JsonNode info, String asked) {
        Map<String, String> manual = languages(info.path("subtitles"));
        Map<String, String> automatic = languages(info.path("automatic_captions"));
        String own = own(info, manual, automatic);
        List<CaptionPick> picks = new ArrayList<>();
        for (String language :
                asked.equals("auto") || asked.equals(own) ? new String[] {own} : new String[] {asked, own}) {
            CaptionPick pick = language == null ? null : pick(manual, language, Captions.MANUAL);
            if (pick == null && language != null) {
                pick = pick(automatic, language, Captions.AUTOMATIC);
            }
            if (pick != null) {
                picks.add(pick);
            }
        }
        return picks;
    }

    /** The video's language, as the site says or its captions tell. */
    private static @Nullable String own(JsonNode info, Map<String, String> manual, Map<String, String> automatic) {
        String said = CaptionLanguage.base(info.path("language").asString(null));
        if (said != null) {
            return said;
        }
        for (Map<String, String> captions : List.of(automatic, manual)) {
            if (captions.size() == 1) {
                String only = captions.values().iterator().next();
                return Objects.requireNonNullElse(CaptionLanguage.base(only), only);
            }
        }
        return automatic.keySet().stream()
                .filter(key -> key.endsWith(ORIGINAL))
                .findFirst()
                .map(key -> CaptionLanguage.base(automatic.get(key)))
                .orElse(null);
    }

    private static @Nullable CaptionPick pick(Map<String, String> captions, String language, String kind) {
        CaptionPick found = null;
        for (Map.Entry<String, String> each : captions.entrySet()) {
            boolean exact = each.getValue().equalsIgnoreCase(language);
            boolean near = language.equals(CaptionLanguage.base(each.getValue()));
            if (exact || (near && found == null)) {
                found = new CaptionPick(each.getKey(), each.getValue(), kind);
            }
            if (exact) {
                break;
            }
        }
        return found;
    }

    /** Language by key, of those that can be read and are no translation. */
    private static Map<String, String> languages(JsonNode captions) {
        Map<String, String> languages = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : captions.properties()) {
            boolean readable = each.getValue()
                    .valueStream()
                    .anyMatch(format -> READABLE.contains(format.path("ext").asString(""))
                            && !format.path("url").asString("").contains("tlang="));
            if (readable
                    && KEY.matcher(each.getKey()).matches()
                    && !each.getKey().equals("live_chat")) {
                String tag = each.getKey().replaceFirst(ORIGINAL + "$", "").replace('_', '-');
                languages.put(each.getKey(), CaptionLanguage.base(tag) == null ? CaptionLanguage.UNKNOWN : tag);
            }
        }
        return languages;
    }

    /** yt-dlp takes patterns, apart by commas. */
    String pattern() {
        return key.replaceAll("[-_]", "[$0]");
    }
}
