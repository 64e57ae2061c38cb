package io.reelflow.media.analyze;

import io.reelflow.meaning.Passages;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.SlideDeck;

/** @param slides images are still names of {@code picture.json}'s folder: whoever publishes makes them object keys */
public record Analyzed(Analysis analysis, SlideDeck slides, ClipPlan clips, Passages passages) {}
