package io.affectstream.bench.load;

import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The frames and the sound of a source, read once, encoded as ingest does and kept in memory, to be
 * played in a loop as any number of streams. Words are omitted. Times are microseconds from the
 * first frame.
 */
public final class RecordedMedia {

  private static final double MICROS = 1e6;

  /** A frame or chunk to send. */
  sealed interface Item permits Image, Sound {

    /**
     * Time at which a live source can send it: a frame at its time, a chunk of sound at its end.
     */
    long due();
  }

  record Image(long time, long interval, int width, int height, byte[] jpeg) implements Item {
    @Override
    public long due() {
      return time;
    }
  }

  record Sound(long time, long due, int rate, int channels, byte[] pcm) implements Item {}

  private final List<Item> items;
  private final int images;
  private final int sounds;
  private final long period;
  private final long interval;

  RecordedMedia(List<Item> items, int images, int sounds, long interval) {
    this.items = items;
    this.images = images;
    this.sounds = sounds;
    this.interval = interval;
    this.period = images > 0 ? images * interval : items.get(items.size() - 1).due();
  }

  /**
   * Reads a source.
   *
   * @param framesPerSecond frame rate of the playback, independent of the source's; 0 = its sound
   *     only
   * @throws IOException if it has no frames (or no sound)
   */
  public static RecordedMedia of(StreamPlan plan, double framesPerSecond)
      throws IOException, MediaException {
    return of(plan, framesPerSecond, Integer.MAX_VALUE);
  }

  /**
   * Reads a source and keeps its beginning.
   *
   * @param framesPerSecond frame rate of the playback, independent of the source's; 0 = its sound
   *     only
   * @param most maximum number of frames kept, with their sound
   * @throws IOException if it has no frames (or no sound)
   */
  public static RecordedMedia of(StreamPlan plan, double framesPerSecond, int most)
      throws IOException, MediaException {
    Collector collector = new Collector(most);
    var unused = new Ingest(collector).play(plan, IngestListener.NONE, new Cancellation());
    return collector.recording(plan, framesPerSecond);
  }

  /** Modalities of its streams. */
  List<Modality> modalities() {
    List<Modality> modalities = new ArrayList<>();
    if (images > 0) {
      modalities.add(Modality.FACE);
    }
    if (sounds > 0) {
      modalities.add(Modality.VOICE);
    }
    return modalities;
  }

  /** Frames of one loop; 0 = sound only. */
  public int images() {
    return images;
  }

  /** Microseconds from frame to frame; 0 = sound only. */
  public long interval() {
    return interval;
  }

  /** Whether it has sound. */
  public boolean hasSound() {
    return sounds > 0;
  }

  /** Items of one loop, by the time they are due. */
  List<Item> items() {
    return items;
  }

  int sounds() {
    return sounds;
  }

  /** Length of one loop in microseconds. */
  long period() {
    return period;
  }

  /** The n-th item of an endless loop, as a record of a stream that started at {@code start}. */
  VideoFrame frame(String stream, long start, long loop, long ordinal, Image image) {
    return new VideoFrame(
        stream,
        loop * images + ordinal,
        start + loop * period + image.time(),
        image.interval(),
        FrameEncoding.JPEG,
        image.width(),
        image.height(),
        ByteBuffer.wrap(image.jpeg()),
        null,
        false);
  }

  AudioChunk chunk(String stream, long start, long loop, long ordinal, Sound sound) {
    return new AudioChunk(
        stream,
        loop * sounds + ordinal,
        start + loop * period + sound.time(),
        sound.rate(),
        sound.channels(),
        AudioEncoding.PCM_S16LE,
        ByteBuffer.wrap(sound.pcm()),
        false);
  }

  private static final class Collector implements RecordSink {

    private final int most;
    private final List<VideoFrame> frames = new ArrayList<>();
    private final List<AudioChunk> chunks = new ArrayList<>();

    Collector(int most) {
      this.most = most;
    }

    @Override
    public void descriptor(StreamDescriptor descriptor) {}

    @Override
    public void video(VideoFrame frame) {
      if (!frame.getEndOfStream() && frames.size() < most) {
        frames.add(frame);
      }
    }

    @Override
    public void audio(AudioChunk chunk) {
      if (!chunk.getEndOfStream()) {
        chunks.add(chunk);
      }
    }

    @Override
    public void transcript(Transcript transcript) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}

    RecordedMedia recording(StreamPlan plan, double framesPerSecond) throws IOException {
      boolean withImages = framesPerSecond > 0;
      if (withImages ? frames.isEmpty() : chunks.isEmpty()) {
        throw new IOException(
            "%s: expected %s, found none"
                .formatted(plan.source().describe(), withImages ? "frames" : "sound"));
      }
      long interval = withImages ? Math.round(MICROS / framesPerSecond) : 0;
      List<Item> items = new ArrayList<>();
      if (withImages) {
        for (VideoFrame frame : frames) {
          items.add(
              new Image(
                  items.size() * interval,
                  interval,
                  frame.getWidth(),
                  frame.getHeight(),
                  bytes(frame.getData())));
        }
      }
      int images = items.size();
      SoundLoop loop = new SoundLoop(images > 0 ? images * interval : Long.MAX_VALUE);
      for (AudioChunk chunk : chunks) {
        loop.add(chunk.getSampleRate(), chunk.getChannels(), bytes(chunk.getData()));
      }
      items.addAll(loop.finish());
      int sounds = items.size() - images;
      items.sort(Comparator.comparingLong(Item::due));
      return new RecordedMedia(List.copyOf(items), images, sounds, interval);
    }

    private static byte[] bytes(ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
  }
}
