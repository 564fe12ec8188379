package io.affectstream.jobs.pipeline;

import io.affectstream.features.alerts.Alert;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.operators.output.AlertRecords;
import io.affectstream.operators.output.BundleFacts;
import io.affectstream.operators.output.EventRecords;
import io.affectstream.operators.output.FrameRecords;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.WireCodec;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Values of topic affect.live. Not thread-safe after deserialisation: one instance per thread. */
final class LiveEncoder implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  private final WireFormat format;
  private final BundleFacts bundle;
  private transient WireCodec<AffectFrame> frames;
  private transient WireCodec<AffectEvent> events;
  private transient WireCodec<AffectAlert> alerts;

  LiveEncoder(WireFormat format, BundleFacts bundle) {
    this.format = format;
    this.bundle = bundle;
  }

  /** A provisional row and the episodes that open with it; nothing for the end of a stream. */
  List<byte[]> row(LiveRow row) {
    List<byte[]> values = new ArrayList<>();
    if (row.row() != null) {
      open();
      values.add(frames.encode(FrameRecords.of(row, bundle)));
      EventRecords.opened(row, bundle).forEach(event -> values.add(events.encode(event)));
    }
    return values;
  }

  /** The confirmation or withdrawal of a provisional episode. */
  List<byte[]> verdict(StreamEvent event) {
    open();
    return List.of(events.encode(EventRecords.of(event, bundle, Finality.PROVISIONAL)));
  }

  /** An early alert. */
  List<byte[]> alert(Alert alert) {
    open();
    return List.of(alerts.encode(AlertRecords.of(alert, bundle.identity())));
  }

  private void open() {
    if (frames == null) {
      frames = format.codec(AffectFrame.class);
      events = format.codec(AffectEvent.class);
      alerts = format.codec(AffectAlert.class);
    }
  }
}
