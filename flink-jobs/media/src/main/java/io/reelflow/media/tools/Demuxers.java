package io.reelflow.media.tools;

import java.util.List;

/**
 * What libavformat may open, in this process and in ffmpeg's: files and pipes, in formats that hold their media
 * themselves. A playlist, a manifest or a script that calls itself a video would else make it read files of this
 * machine, or call hosts.
 */
public final class Demuxers {
    public static final String PROTOCOLS = "file,pipe";

    /** Not hls, dash, concat, sdp, image2 …: those read what the file tells them to. */
    public static final String FORMATS = "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dts,dv,eac3,flac,flv,gif,h264,hevc,ivf,"
            + "m4v,matroska,mov,mp3,mpeg,mpegts,mpegvideo,mxf,nut,obu,ogg,rm,tta,w64,wav,wtv,wv";

    private Demuxers() {}

    /** Options of ffmpeg, to stand before each {@code -i}. */
    public static List<String> inputOptions() {
        return List.of("-protocol_whitelist", PROTOCOLS, "-format_whitelist", FORMATS);
    }
}
