package io.affectstream.app.cluster;

import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.kafka.KafkaConnection;
import io.affectstream.ingest.kafka.KafkaRecordSink;
import io.affectstream.ingest.kafka.KafkaSinkOptions;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plays streams into the topics at full speed, but only up to an originating time that the test
 * advances, so that positions in a stream do not depend on the machine. {@link #close} stops
 * playing.
 */
final class GatedPlay implements AutoCloseable {

  private final ExecutorService threads;
  private final List<Future<IngestOutcome>> outcomes;
  private final Map<String, Integer> frames = new HashMap<>();
  private final Map<Gate, Long> held = new HashMap<>();
  private long limit;
  private int ended;

  private GatedPlay(List<StreamPlan> plans, String broker) {
    threads = Executors.newFixedThreadPool(plans.size());
    outcomes = plans.stream().map(plan -> threads.submit(() -> play(plan, broker))).toList();
    threads.shutdown();
  }

  /** Starts with the descriptors only. */
  static GatedPlay start(List<StreamPlan> plans, String broker) {
    return new GatedPlay(plans, broker);
  }

  private IngestOutcome play(StreamPlan plan, String broker) throws Exception {
    try (RecordSink sink =
        new Gate(KafkaRecordSink.open(KafkaConnection.to(broker), KafkaSinkOptions.DEFAULT))) {
      return new Ingest(sink).play(plan, IngestListener.NONE, new Cancellation());
    } finally {
      end();
    }
  }

  private synchronized void end() {
    ended++;
    notifyAll();
  }

  /** Releases records before this time. */
  synchronized void moveTo(Duration time) {
    limit = time.toNanos() / 1_000;
    notifyAll();
  }

  /** Waits until every stream has sent all records before the limit. */
  synchronized void awaitSent() throws InterruptedException {
    while (heldBack() + ended < outcomes.size()) {
      wait();
    }
  }

  /** Streams waiting now; a released one may still be counted. */
  private long heldBack() {
    return held.values().stream().filter(time -> time >= limit).count();
  }

  /** Number of images sent for a stream so far. */
  synchronized int frames(String stream) {
    return frames.getOrDefault(stream, 0);
  }

  /**
   * Releases everything and waits for the ends of the streams.
   *
   * @throws AssertionError if one was not played completely
   */
  void finish() throws InterruptedException {
    moveTo(Duration.ofDays(1));
    for (Future<IngestOutcome> outcome : outcomes) {
      try {
        if (!(outcome.get() instanceof IngestOutcome.Completed)) {
          throw new AssertionError("not played whole: " + outcome.get());
        }
      } catch (ExecutionException e) {
        throw new AssertionError("not played", e.getCause());
      }
    }
  }

  private synchronized void pass(Gate gate, long time) throws IOException {
    held.put(gate, time);
    notifyAll();
    try {
      while (time >= limit) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("closed");
    } finally {
      held.remove(gate);
    }
  }

  private synchronized void count(String stream) {
    frames.merge(stream, 1, Integer::sum);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Delays media of one stream. Words are due with the media, so they wait too. */
  private final class Gate implements RecordSink {

    private final RecordSink sink;

    Gate(RecordSink sink) {
      this.sink = sink;
    }

    @Override
    public void descriptor(StreamDescriptor descriptor) throws IOException {
      sink.descriptor(descriptor);
      sink.flush();
    }

    @Override
    public void video(VideoFrame frame) throws IOException {
      pass(this, frame.getTime());
      sink.video(frame);
      if (!frame.getEndOfStream()) {
        count(frame.getStream());
      }
    }

    @Override
    public void audio(AudioChunk chunk) throws IOException {
      pass(this, chunk.getTime());
      sink.audio(chunk);
    }

    @Override
    public void transcript(Transcript transcript) throws IOException {
      sink.transcript(transcript);
    }

    @Override
    public void flush() throws IOException {
      sink.flush();
    }

    @Override
    public int maxFrameBytes() {
      return sink.maxFrameBytes();
    }

    @Override
    public void close() throws IOException {
      sink.close();
    }
  }
}
