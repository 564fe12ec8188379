package io.affectstream.bench.live;

import io.affectstream.bench.load.RecordedMedia;
import java.time.Duration;
import java.util.List;

/**
 * A live load.
 *
 * @param recordings recordings of the streams, used cyclically
 * @param streams number of streams
 * @param warmUp warm-up time, not measured
 * @param hold time that is measured after it
 * @param collectEvery pause between forced collections, so that the heap shows live objects; zero =
 *     none
 */
public record LivePlan(
    List<RecordedMedia> recordings,
    int streams,
    Duration warmUp,
    Duration hold,
    Duration collectEvery) {

  /** The same with other times. */
  LivePlan lasting(Duration otherWarmUp, Duration otherHold) {
    return new LivePlan(recordings, streams, otherWarmUp, otherHold, collectEvery);
  }

  /** Whether the streams have no images. */
  boolean soundOnly() {
    return recordings.get(0).interval() == 0;
  }
}
