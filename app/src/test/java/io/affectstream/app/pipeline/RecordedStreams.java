package io.affectstream.app.pipeline;

import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** The records of real media, in memory, so that they can be published in any legal order. */
final class RecordedStreams implements RecordSink {

  /** One record, without its topic's prefix. */
  record Recorded(Function<Topics, String> topic, String stream, byte[] value) {}

  private final List<Recorded> records = new ArrayList<>();
  private final WireCodec<StreamDescriptor> descriptors = WireCodec.of(StreamDescriptor.class);
  private final WireCodec<VideoFrame> frames = WireCodec.of(VideoFrame.class);
  private final WireCodec<AudioChunk> chunks = WireCodec.of(AudioChunk.class);
  private final WireCodec<Transcript> transcripts = WireCodec.of(Transcript.class);

  static RecordedStreams of(List<StreamPlan> plans) throws Exception {
    RecordedStreams recorded = new RecordedStreams();
    for (StreamPlan plan : plans) {
      new Ingest(recorded).play(plan, IngestListener.NONE, new Cancellation());
    }
    return recorded;
  }

  /** Stream after stream, in the order of ingest. */
  List<Recorded> asSent() {
    return records;
  }

  /** All topics but the video first. */
  List<Recorded> videoLast() {
    List<Recorded> order = new ArrayList<>();
    records.stream().filter(record -> !isVideo(record)).forEach(order::add);
    records.stream().filter(RecordedStreams::isVideo).forEach(order::add);
    return order;
  }

  /** A random order that keeps the order within each stream and topic. */
  List<Recorded> shuffled(long seed) {
    Map<String, Deque<Recorded>> queues = new TreeMap<>();
    for (Recorded record : records) {
      String queue = record.stream() + "/" + record.topic().apply(Topics.DEFAULT);
      queues.computeIfAbsent(queue, key -> new ArrayDeque<>()).add(record);
    }
    List<Deque<Recorded>> open = new ArrayList<>(queues.values());
    List<Recorded> order = new ArrayList<>();
    Random random = new Random(seed);
    while (!open.isEmpty()) {
      Deque<Recorded> queue = open.get(random.nextInt(open.size()));
      order.add(queue.remove());
      if (queue.isEmpty()) {
        open.remove(queue);
      }
    }
    return order;
  }

  private static boolean isVideo(Recorded record) {
    return record.topic().apply(Topics.DEFAULT).equals(Topics.DEFAULT.video());
  }

  private <T extends SpecificRecord> void add(
      Function<Topics, String> topic, String stream, WireCodec<T> codec, T record) {
    records.add(new Recorded(topic, stream, codec.encode(record)));
  }

  @Override
  public void descriptor(StreamDescriptor descriptor) {
    add(Topics::streams, descriptor.getStream(), descriptors, descriptor);
  }

  @Override
  public void video(VideoFrame frame) {
    add(Topics::video, frame.getStream(), frames, frame);
  }

  @Override
  public void audio(AudioChunk chunk) {
    add(Topics::audio, chunk.getStream(), chunks, chunk);
  }

  @Override
  public void transcript(Transcript transcript) {
    add(Topics::transcripts, transcript.getStream(), transcripts, transcript);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
