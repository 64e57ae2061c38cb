package io.reelflow.media.render;

/** Filters of ffmpeg about colours. */
public final class Colours {
    /** What is brighter than a usual screen is brought down to one, its colours with it: else they look washed out. */
    public static final String TO_USUAL_SCREENS =
            "zscale=t=linear:npl=100:pin=bt2020:min=bt2020nc,format=gbrpf32le,zscale=p=bt709,"
                    + "tonemap=mobius:desat=0,zscale=t=bt709:m=bt709:r=tv";

    private Colours() {}
}
