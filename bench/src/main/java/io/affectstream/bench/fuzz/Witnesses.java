package io.affectstream.bench.fuzz;

import io.affectstream.app.collect.OutputHandler;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Well-formed streams between the wrong records. Each must be closed with all its rows: the job
 * neither stops nor loses data because of wrong records. Counts the results.
 */
final class Witnesses implements OutputHandler {

  static final int FRAMES = 5;

  private static final String PREFIX = "witness-";

  private final SeedRecords seeds;
  private final Topics topics;
  private final WireCodec<VideoFrame> video = WireCodec.of(VideoFrame.class);
  private final WireCodec<StreamDescriptor> descriptors = WireCodec.of(StreamDescriptor.class);
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<DeadLetterReason, Long> deadLetters = new EnumMap<>(DeadLetterReason.class);
  private long opened;
  private long closed;
  private long allRows;

  Witnesses(SeedRecords seeds, Topics topics) {
    this.seeds = seeds;
    this.topics = topics;
  }

  /** The records of the next stream. */
  List<FuzzedRecord> next() {
    String stream = PREFIX + opened++;
    List<FuzzedRecord> records = new ArrayList<>();
    records.add(
        new FuzzedRecord(
            topics.streams(),
            stream,
            descriptors.encode(
                StreamDescriptor.newBuilder()
                    .setStream(stream)
                    .setModalities(List.of(Modality.FACE))
                    .build())));
    for (int i = 0; i <= FRAMES; i++) {
      VideoFrame.Builder frame =
          VideoFrame.newBuilder(seeds.frames().get(i % seeds.frames().size()))
              .setStream(stream)
              .setSequence(i)
              .setTime(i * 40_000L);
      if (i == FRAMES) {
        frame.setData(ByteBuffer.allocate(0)).setEndOfStream(true);
      }
      records.add(new FuzzedRecord(topics.video(), stream, video.encode(frame.build())));
    }
    return records;
  }

  /** Streams that are not closed yet. */
  long open() {
    return opened - closed;
  }

  long closed() {
    return closed;
  }

  /** Rows of all streams. */
  long rows() {
    return allRows;
  }

  Map<DeadLetterReason, Long> deadLetters() {
    return deadLetters;
  }

  @Override
  public void frame(AffectFrame frame) {
    allRows++;
    if (frame.getStream().startsWith(PREFIX)) {
      rows.merge(frame.getStream(), 1, Integer::sum);
    }
  }

  @Override
  public void event(AffectEvent event) throws IOException {
    if (event.getKind() == EventKind.STREAM_CLOSED && event.getStream().startsWith(PREFIX)) {
      if (event.getFrames() < FRAMES) {
        throw new IOException(
            "%s: expected at least %d rows, found %d"
                .formatted(event.getStream(), FRAMES, event.getFrames()));
      }
      closed++;
    }
  }

  @Override
  public void deadLetter(DeadLetter letter) throws IOException {
    deadLetters.merge(letter.getReason(), 1L, Long::sum);
    if (letter.getStream() != null && letter.getStream().startsWith(PREFIX)) {
      throw new IOException("%s: refused: %s".formatted(letter.getStream(), letter.getMessage()));
    }
  }
}
