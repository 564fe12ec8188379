package io.affectstream.models.speaking;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.speaking.Mouth;
import io.affectstream.features.time.Grid;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.inference.stream.StageListener;
import io.affectstream.inference.stream.StreamAnalyser;
import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The mouth of a recording's first face and its sound, per step.
 *
 * @param name of the file
 * @param opening {@link Mouth#opening} {@code [steps]}
 * @param voice voice features {@code [steps][42]}, an empty row where there is none
 */
record TalkingClip(String name, float[] opening, float[][] voice) {

  private static final int MIN_VOICED = 10;

  /** Whether somebody speaks. */
  boolean talks() {
    return Arrays.stream(voice)
            .filter(step -> step.length > 0 && step[AudioFrontEnd.PITCH] > 0)
            .count()
        >= MIN_VOICED;
  }

  /**
   * The recordings of a folder in which there is a face, in order of their names.
   *
   * @throws IOException if one cannot be read
   */
  static List<TalkingClip> read(Path folder, ModelRuntime models) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().matches(".*\\.(mp4|mpg|mov)")).sorted().toList();
    }
    List<TalkingClip> clips = new ArrayList<>();
    for (Path file : files) {
      TalkingClip clip = clip(file, models);
      if (clip.opening().length > 0) {
        clips.add(clip);
      }
    }
    return clips;
  }

  private static TalkingClip clip(Path file, ModelRuntime models) throws IOException {
    try (Sink sink = new Sink(models)) {
      StreamPlan plan = StreamPlan.of("clip", new MediaSource.File(file));
      var unused = new Ingest(sink).play(plan, IngestListener.NONE, new Cancellation());
      return sink.clip(file.getFileName().toString());
    } catch (MediaException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static final class Sink implements RecordSink {

    private final Grid grid;
    private final StreamAnalyser stream;
    private final TreeMap<Long, Float> mouths = new TreeMap<>();
    private final TreeMap<Long, float[]> voice = new TreeMap<>();

    Sink(ModelRuntime models) {
      StreamAnalyser.Settings settings =
          StreamAnalyser.Settings.defaults(models.bundle().manifest());
      grid = settings.alignment().grid();
      stream = new StreamAnalyser(models, settings, StageListener.NONE, this::add);
    }

    private void add(Segment segment, List<Prediction> unused) {
      for (Centre centre : segment.centres()) {
        if (!centre.faces().isEmpty() && segment.subjects().get(centre.subject()).face() == 0) {
          mouths.put(centre.time(), Mouth.opening(centre.faces().get(0)));
        }
      }
      for (int i = 0; i < segment.voice().length; i++) {
        if (segment.voice()[i].length > 0) {
          voice.put(segment.firstStep() + i, segment.voice()[i]);
        }
      }
    }

    /** Each step has the mouth of the nearest frame. */
    TalkingClip clip(String name) {
      if (mouths.isEmpty()) {
        return new TalkingClip(name, new float[0], new float[0][]);
      }
      int steps = Math.toIntExact(grid.stepAt(mouths.lastKey()) + 1);
      float[] opening = new float[steps];
      float[][] sound = new float[steps][];
      for (int i = 0; i < steps; i++) {
        long at = grid.timeOf(i);
        Long before = mouths.floorKey(at);
        Long after = mouths.ceilingKey(at);
        boolean later = before == null || (after != null && after - at < at - before);
        opening[i] = mouths.get(later ? after : before);
        sound[i] = voice.getOrDefault((long) i, new float[0]);
      }
      return new TalkingClip(name, opening, sound);
    }

    @Override
    public void descriptor(StreamDescriptor descriptor) {
      stream.expect(descriptor.getModalities());
    }

    @Override
    public void video(VideoFrame frame) throws IOException {
      stream.video(frame);
    }

    @Override
    public void audio(AudioChunk chunk) throws IOException {
      stream.audio(chunk);
    }

    @Override
    public void transcript(Transcript transcript) {
      // Recordings are played without transcripts.
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      stream.close();
    }
  }
}
