package io.reelflow.media.render;

import io.reelflow.schemas.result.Picture.Face;
import java.util.List;

/**
 * A part of a shot in which the crop keeps to one person, or to some who stand close together.
 *
 * @param faces by time, some may be outside of the part; empty where there is nobody
 */
record Lead(double start, double end, List<Face> faces) {}
