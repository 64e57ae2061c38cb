package io.reelflow.schemas.address;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.SourceKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client named, in the one way it is written here.
 *
 * @param url canonical
 * @param videoId YouTube's own id, else 16 characters derived from the address or the upload
 * @param youtubeUrl the canonical YouTube address, where it is one
 * @param web the parsed address whose host has to be checked; null where nothing foreign is contacted by that name
 */
public record VideoAddress(
        SourceKind kind,
        String url,
        String videoId,
        @Nullable String youtubeUrl,
        @Nullable WebAddress web) {
    private static final String UPLOAD = "upload:";

    public static VideoAddress parse(String text) throws AddressException {
        String stripped = text.strip();
        return stripped.startsWith(UPLOAD) ? upload(stripped.substring(UPLOAD.length())) : web(stripped);
    }

    private static VideoAddress upload(String rest) throws AddressException {
        int slash = rest.indexOf('/');
        Optional<UploadId> id = UploadId.parse(rest.substring(0, Math.max(0, slash)));
        String filename = rest.substring(slash + 1);
        if (id.isEmpty() || filename.isEmpty() || filename.contains("/")) {
            throw new AddressException(
                    AddressException.INVALID, "must be upload:ID/NAME, as POST /api/v1/uploads has answered it");
        }
        return new VideoAddress(SourceKind.UPLOAD, UPLOAD + rest, id.get().videoId(), null, null);
    }

    private static VideoAddress web(String text) throws AddressException {
        String complete = YouTubeAddress.withScheme(text);
        WebAddress address = WebAddress.parse(complete);
        if (!YouTubeAddress.isYouTube(address)) {
            String url = address.toString();
            return new VideoAddress(SourceKind.WEB, url, ObjectKeys.fingerprint(url), null, address);
        }
        int hash = complete.indexOf('#');
        String videoId = YouTubeAddress.videoId(address, hash < 0 ? null : complete.substring(hash + 1))
                .orElseThrow(() -> new AddressException(
                        AddressException.INVALID,
                        "must be the address of one YouTube video; channels, playlists and searches are not videos"));
        String url = YouTubeAddress.canonical(videoId);
        return new VideoAddress(SourceKind.WEB, url, videoId, url, null);
    }
}
