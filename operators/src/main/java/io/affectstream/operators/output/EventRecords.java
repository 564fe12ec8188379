package io.affectstream.operators.output;

import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.schemas.AffectEvent;

/** Events as records of topic affect.events. */
public final class EventRecords {

  private EventRecords() {}

  /** The record of an event. */
  public static AffectEvent of(StreamEvent event, BundleFacts bundle) {
    AffectEvent.Builder builder =
        AffectEvent.newBuilder()
            .setStream(event.stream())
            .setKind(event.kind())
            .setTime(event.time())
            .setFace(event.face())
            .setFrames(event.frames())
            .setDetail(event.detail().isEmpty() ? null : event.detail())
            .setBundle(bundle.identity());
    if (event.change() != null) {
      episode(builder, event.change());
    }
    return builder.build();
  }

  private static void episode(AffectEvent.Builder builder, EpisodeChange change) {
    if (change.expression() != EpisodeChange.NONE) {
      builder.setExpression(ClassOrder.EXPRESSIONS.get(change.expression()));
    }
    if (change.actionUnit() != EpisodeChange.NONE) {
      builder.setActionUnit(ClassOrder.ACTION_UNITS.get(change.actionUnit()));
    }
    builder
        .setEpisode(change.number())
        .setOnset(change.onset())
        .setPeak(change.peak())
        .setOffset(change.offset())
        .setFrames(change.frames())
        .setConfidence(change.confidence())
        .setPeakConfidence(change.peakConfidence());
  }
}
