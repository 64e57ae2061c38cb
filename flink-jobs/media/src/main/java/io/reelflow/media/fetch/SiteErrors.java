package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.util.List;
import java.util.regex.Pattern;

/** What yt-dlp's words mean to a job. It has no error codes: sites' own words come through, so the order matters. */
final class SiteErrors {
    private static final int LONGEST_MESSAGE = 300;

    private static final List<Rule> RULES = List.of(
            rule(
                    ErrorCode.SOURCE_RATE_LIMITED,
                    "HTTP Error 429|Too Many Requests|not a bot|anti-bot|bot (check|challenge)|rate.?limit|captcha"),
            rule(
                    ErrorCode.SOURCE_NOT_READY,
                    "live event will begin|Premieres in|will begin (in|at)|not (yet|currently) (live|started|available)"
                            + "|has not (yet )?started|channel is( currently)? (offline|not live)|is offline"),
            rule(
                    ErrorCode.SOURCE_FORBIDDEN,
                    "HTTP Error (401|402|403|451)|Private video|is private|(not|in) your (country|location|region)"
                            + "|geo.?(restrict|block)|confirm your age|age.?restrict|sign in|log ?in (to|required|is)"
                            + "|requires? (authentication|login|payment|subscription)|members.only|join this channel"
                            + "|premium|DRM protect|password|not authorized|cookies"),
            rule(
                    ErrorCode.MEDIA_UNREADABLE,
                    "ffmpeg exited|Unsupported URL|No video formats|format is not available|no (video|media|audio)|is not a valid URL"),
            rule(
                    ErrorCode.SOURCE_NOT_FOUND,
                    "HTTP Error (404|410)|Video unavailable|has been (removed|deleted|terminated)|been terminated"
                            + "|does not exist|no longer (available|exists)|not found|removed by|is unavailable"
                            + "|(is not|isn't) available"),
            rule(
                    ErrorCode.DOWNLOAD_INTERRUPTED,
                    "bytes read|content too short|IncompleteRead|did not get any data|fragment \\d+ not|giving up after"),
            rule(
                    ErrorCode.SOURCE_UNAVAILABLE,
                    "HTTP Error (408|425|5\\d\\d)|timed out|timeout|name resolution|name or service|getaddrinfo"
                            + "|Connection (refused|reset|aborted)|closed connection|unreachable|SOCKS|SSL|certificate"),
            rule(ErrorCode.SOURCE_FORBIDDEN, "HTTP Error 4\\d\\d"));

    /** In a warning too: yt-dlp goes on without what it takes to be of little use. */
    private static final Pattern TURNED_AWAY =
            Pattern.compile("(ERROR|WARNING): .*(HTTP Error 429|not a bot|anti-bot challenge).*");

    private SiteErrors() {}

    /** Whether a line of yt-dlp's standard error says that the site wants us to wait. */
    static boolean turnsUsAway(String line) {
        return TURNED_AWAY.matcher(line).matches();
    }

    /** @param line for which {@link #turnsUsAway} */
    static MediaException limited(String line) {
        return new MediaException(ErrorCode.SOURCE_RATE_LIMITED, "yt-dlp: " + shortened(line));
    }

    /** @param errors the end of what yt-dlp wrote to standard error */
    static MediaException of(String errors) {
        String error = errors.lines()
                .filter(line -> line.startsWith("ERROR:"))
                .findFirst()
                .orElse(errors.lines().reduce("no message", (before, line) -> line));
        ErrorCode code = RULES.stream()
                .filter(rule -> rule.words.matcher(error).find())
                .map(Rule::code)
                .findFirst()
                .orElse(ErrorCode.SOURCE_UNAVAILABLE);
        return new MediaException(code, "yt-dlp: " + shortened(error));
    }

    private static String shortened(String error) {
        String text = error.replaceFirst("^(ERROR|WARNING):\\s*", "")
                .replaceFirst("[;.]? [Pp]lease report this issue.*", "")
                .replaceFirst(" \\(caused by .*", "")
                .strip();
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static Rule rule(ErrorCode code, String words) {
        return new Rule(code, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    private record Rule(ErrorCode code, Pattern words) {}
}
