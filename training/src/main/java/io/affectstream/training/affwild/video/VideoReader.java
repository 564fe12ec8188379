package io.affectstream.training.affwild.video;

import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.audio.AudioFormatException;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.audio.PitchTrackerProvider;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.audio.VoiceState;
import io.affectstream.features.time.Grid;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaInfo;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.cache.FeatureCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** One video: times of its frames, its voice features, and its images in order. */
final class VideoReader implements AutoCloseable {

  private static final int STEPS_PER_SECOND = 30;
  private static final long MICROS = 1_000_000;

  private final Path file;
  private final byte[] identity;
  private final FeatureCache times;
  private final FeatureCache voices;
  private final PitchTrackerProvider tracker = PitchTrackers.find(PitchTrackers.AUTO);
  private Optional<Played> played = Optional.empty();
  private Optional<MediaReader> images = Optional.empty();
  private int next;

  /** Results of one pass over the file. */
  private record Played(FeatureArray times, FeatureArray voice) {}

  /**
   * Frames of the video.
   *
   * @param times originating time of each in microseconds
   * @param interval duration of a frame in microseconds
   */
  record Timeline(long[] times, long interval) {}

  /**
   * A video.
   *
   * @param identity digest of the file
   * @param features cache folder
   */
  VideoReader(Path file, byte[] identity, Path features) {
    this.file = file;
    this.identity = identity;
    this.times = new FeatureCache(features, "affwild-times 2");
    this.voices =
        new FeatureCache(
            features, "affwild-voice 2 %s %s".formatted(AudioFrontEnd.ID, tracker.name()));
  }

  /**
   * Times of the frames.
   *
   * @throws IOException if the file cannot be read or has no images
   */
  Timeline timeline() throws IOException {
    long[] all = times.of(identity, () -> play().times).index();
    return new Timeline(Arrays.copyOfRange(all, 1, all.length), all[0]);
  }

  /**
   * Voice features; empty if the file has no sound.
   *
   * @throws IOException if the file cannot be read
   */
  Optional<VoiceSteps> voice() throws IOException {
    FeatureArray rows = voices.of(identity, () -> play().voice);
    int size = AudioFrontEnd.DIMENSIONS;
    long[] steps = rows.index();
    float[][] features = new float[steps.length][];
    for (int i = 0; i < steps.length; i++) {
      features[i] = Arrays.copyOfRange(rows.values(), i * size, (i + 1) * size);
    }
    return steps.length == 0
        ? Optional.empty()
        : Optional.of(new VoiceSteps(file.toString(), steps, features, Long.MAX_VALUE, true));
  }

  /**
   * Images as in the stream.
   *
   * @param from first frame, counted from 0; continuing after the last call is cheap
   * @param to frame after the last
   */
  List<Optional<byte[]>> images(int from, int to) throws IOException {
    if (images.isEmpty() || next > from) {
      images.ifPresent(MediaReader::close);
      images = Optional.of(open(from));
      next = 0;
    }
    List<Optional<byte[]>> block = new ArrayList<>();
    while (next < to) {
      Optional<MediaEvent> event = images.get().next();
      if (event.isEmpty()) {
        break;
      }
      if (event.get() instanceof MediaEvent.Image image) {
        if (next >= from) {
          block.add(Optional.of(image.jpeg()).filter(jpeg -> jpeg.length > 0));
        }
        next++;
      }
    }
    while (block.size() < to - from) {
      block.add(Optional.empty());
    }
    return block;
  }

  private MediaReader open(long skipped) throws IOException {
    try {
      return MediaReader.open(
          new MediaSource.File(file), MediaOptions.DEFAULT, skipped, new Cancellation());
    } catch (MediaException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Played play() throws IOException {
    if (played.isPresent()) {
      return played.get();
    }
    try (MediaReader reader = open(Long.MAX_VALUE)) {
      if (reader.info().video().isEmpty()) {
        throw new IOException(
            "%s: expected a video, found no images in it; replace the file".formatted(file));
      }
      Listener listener = new Listener();
      for (Optional<MediaEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
        listener.take(event.get());
      }
      played =
          Optional.of(
              new Played(
                  listener.times(reader.info().video().map(MediaInfo.Video::intervalMicros)),
                  listener.voice()));
      return played.get();
    } catch (AudioFormatException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Adds an event of the reader. */
  private final class Listener {

    private final AudioFrontEnd frontEnd =
        new AudioFrontEnd(
            new Grid(STEPS_PER_SECOND),
            tracker.create(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH));
    private final VoiceState state = new VoiceState();
    private final List<VoiceSteps> voice = new ArrayList<>();
    private final List<Long> shown = new ArrayList<>();
    private long sequence;

    void take(MediaEvent event) throws AudioFormatException {
      if (event instanceof MediaEvent.Sound sound) {
        AudioChunk chunk =
            new AudioChunk(
                file.toString(),
                sequence++,
                sound.time(),
                sound.sampleRate(),
                sound.channels(),
                AudioEncoding.PCM_S16LE,
                ByteBuffer.wrap(sound.pcm()),
                false);
        voice.add(frontEnd.push(state, file.toString(), PcmChunk.of(chunk)));
      } else {
        shown.add(event.time());
      }
    }

    /** Interval, then times. */
    FeatureArray times(Optional<Long> nominal) {
      long interval = nominal.filter(micros -> micros > 0).orElseGet(this::meanInterval);
      long[] index =
          LongStream.concat(LongStream.of(interval), shown.stream().mapToLong(Long::longValue))
              .toArray();
      return new FeatureArray(index, new int[] {index.length, 0}, new float[0]);
    }

    private long meanInterval() {
      return shown.size() < 2
          ? MICROS / STEPS_PER_SECOND
          : (shown.get(shown.size() - 1) - shown.get(0)) / (shown.size() - 1);
    }

    FeatureArray voice() {
      if (!voice.isEmpty()) {
        voice.add(frontEnd.finish(state, file.toString()));
      }
      int size = AudioFrontEnd.DIMENSIONS;
      long[] index = voice.stream().flatMapToLong(part -> Arrays.stream(part.steps())).toArray();
      float[] values = new float[index.length * size];
      int row = 0;
      for (VoiceSteps part : voice) {
        for (float[] features : part.features()) {
          System.arraycopy(features, 0, values, row++ * size, size);
        }
      }
      return new FeatureArray(index, new int[] {index.length, size}, values);
    }
  }

  @Override
  public void close() {
    images.ifPresent(MediaReader::close);
  }
}
