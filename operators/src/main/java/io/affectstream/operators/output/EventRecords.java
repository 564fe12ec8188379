package io.affectstream.operators.output;

import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.StreamEnd;
import java.util.List;

/** Events as records of topics affect.events and affect.live. */
public final class EventRecords {

  private EventRecords() {}

  /** The record of a final event. */
  public static AffectEvent of(StreamEvent event, BundleFacts bundle) {
    return of(event, bundle, Finality.FINAL);
  }

  /** The records of the episodes that open with a provisional row. */
  public static List<AffectEvent> opened(LiveRow live, BundleFacts bundle) {
    return live.opened().stream()
        .map(
            opened ->
                new StreamEvent(
                    live.stream(),
                    EventKind.EPISODE_OPENED,
                    opened.time(),
                    live.row().face(),
                    opened,
                    0,
                    StreamEnd.NONE))
        .map(event -> of(event, bundle, Finality.PROVISIONAL))
        .toList();
  }

  /** The record of an event. */
  public static AffectEvent of(StreamEvent event, BundleFacts bundle, Finality finality) {
    AffectEvent.Builder builder =
        AffectEvent.newBuilder()
            .setStream(event.stream())
            .setKind(event.kind())
            .setTime(event.time())
            .setFace(event.face())
            .setFrames(event.frames())
            .setDetail(event.end().isEnd() ? event.end().name() : null)
            .setBundle(bundle.identity())
            .setFinality(finality);
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
        .setCertainFrames(
            change.certainFrames() == EpisodeChange.NONE ? null : change.certainFrames())
        .setConfidence(change.confidence())
        .setPeakConfidence(change.peakConfidence());
  }
}
