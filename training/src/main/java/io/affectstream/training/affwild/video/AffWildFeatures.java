package io.affectstream.training.affwild.video;

import io.affectstream.features.align.VoiceSteps;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.ingest.transcript.TranscriptException;
import io.affectstream.ingest.transcript.TranscriptFile;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.digest.Sha256;
import io.affectstream.training.affwild.AffWildSettings;
import io.affectstream.training.affwild.AffWildTrack;
import io.affectstream.training.affwild.TrackFeatures;
import io.affectstream.training.affwild.TrackFeatures.TableWord;
import io.affectstream.training.affwild.data.AffWildPerson;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.cache.FeatureCache;
import io.affectstream.training.corpus.FaceBank;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.study.Networks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Converts people of Aff-Wild2 to tracks. Faces are read in blocks of {@value #BLOCK} frames, each
 * cached when it is complete, so a stopped run continues at the next block. Static features stay on
 * disk and are read when a window is drawn.
 */
public final class AffWildFeatures implements AutoCloseable {

  /** Frames per block; faces are followed within a block, as in the stream. */
  private static final int BLOCK = 25;

  private static final double MICROS = 1e6;

  private final AffWildSettings settings;
  private final Path folder;
  private final FaceReader faces;
  private final FeatureCache blocks;
  private final Map<String, Integer> words = new LinkedHashMap<>();
  private final Map<Path, byte[]> digests = new HashMap<>();

  /**
   * Opens the encoder.
   *
   * @param settings of the run
   * @param out output folder, also of cached features unless the settings name another folder
   * @throws BundleException if the bundle is refused
   * @throws IllegalArgumentException if it lacks a required output
   */
  public AffWildFeatures(AffWildSettings settings, Path out) throws BundleException {
    this.settings = settings;
    this.folder = Optional.ofNullable(settings.features()).orElse(out.resolve("features"));
    ModelBundle bundle = ModelSource.named(settings.bundle()).open();
    this.faces = new FaceReader(bundle, settings.memory());
    this.blocks =
        new FeatureCache(
            folder, "affwild-faces 1 %s %s".formatted(bundle.identity(), settings.memory()));
  }

  /** Shape of the static features. */
  public FaceBank.Shape shape() {
    return faces.shape();
  }

  /**
   * Table of the words of all tracks so far.
   *
   * @throws IOException if the vectors cannot be cached
   */
  public WordBank words() throws IOException {
    return WordBank.ofWords(List.copyOf(words.keySet()), folder);
  }

  /**
   * Windows of a person, from cached or computed features.
   *
   * @throws IOException if an image, video or transcript cannot be read
   */
  public AffWildTrack track(AffWildPerson person) throws IOException {
    if (person.recording().isEmpty()) {
      return track(person, Optional.empty());
    }
    Path file = person.recording().get();
    byte[] identity = digests.get(file);
    if (identity == null) {
      identity = HexFormat.of().parseHex(Sha256.of(file));
      digests.put(file, identity);
    }
    try (VideoReader recording = new VideoReader(file, identity, folder)) {
      return track(person, Optional.of(recording));
    }
  }

  private AffWildTrack track(AffWildPerson person, Optional<VideoReader> recording)
      throws IOException {
    VideoReader.Timeline timeline = timeline(person, recording);
    Optional<VoiceSteps> voice = recording.isPresent() ? recording.get().voice() : Optional.empty();
    Optional<List<TableWord>> spoken =
        person.transcript().isPresent()
            ? Optional.of(spoken(person.transcript().get()))
            : Optional.empty();
    int frames = timeline.times().length;
    float[][] embeddings = new float[frames][0];
    List<byte[]> identities = new ArrayList<>();
    for (int from = 0; from < frames; from += BLOCK) {
      int to = Math.min(frames, from + BLOCK);
      byte[] identity = identity(person, from, to);
      FeatureArray block = block(person, recording, identity, from, to);
      for (int i = from; i < to; i++) {
        int at = (i - from) * faces.width();
        if (block.values()[at] > 0) {
          embeddings[i] = Arrays.copyOfRange(block.values(), at + 1, at + 1 + FaceReader.EMBEDDING);
        }
      }
      identities.add(identity);
    }
    TrackFeatures features =
        new TrackFeatures(
            timeline.times(),
            timeline.interval(),
            embeddings,
            frame -> memory(identities.get((frame - 1) / BLOCK), (frame - 1) % BLOCK),
            voice,
            spoken,
            identity(person, timeline, identities));
    return new AffWildTrack(person, features, Networks.HALO);
  }

  /** Times of the recording, continued where there are more lines or images than frames. */
  private VideoReader.Timeline timeline(AffWildPerson person, Optional<VideoReader> recording)
      throws IOException {
    VideoReader.Timeline shown =
        recording.isPresent()
            ? recording.get().timeline()
            : new VideoReader.Timeline(
                new long[0], Math.round(MICROS / settings.framesPerSecond()));
    int known = shown.times().length;
    long[] times = Arrays.copyOf(shown.times(), Math.max(known, person.frames()));
    for (int i = known; i < times.length; i++) {
      times[i] =
          known == 0
              ? Math.round(i * MICROS / settings.framesPerSecond())
              : times[i - 1] + shown.interval();
    }
    return new VideoReader.Timeline(times, shown.interval());
  }

  /** All inputs of a block's faces besides the encoder. */
  private byte[] identity(AffWildPerson person, int from, int to) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    parts.add(ByteBuffer.allocate(3 * Integer.BYTES).putInt(BLOCK).putInt(from).putInt(to).array());
    if (person.images().isEmpty()) {
      parts.add(person.person().name().getBytes(StandardCharsets.UTF_8));
      parts.add(digests.get(person.recording().orElseThrow()));
    } else {
      for (int frame = from + 1; frame <= to; frame++) {
        Path image = person.images().get(frame);
        if (image != null) {
          parts.add(ByteBuffer.allocate(Integer.BYTES).putInt(frame).array());
          parts.add(Files.readAllBytes(image));
        }
      }
    }
    return Sha256.ofAll(parts);
  }

  private FeatureArray block(
      AffWildPerson person, Optional<VideoReader> recording, byte[] identity, int from, int to)
      throws IOException {
    boolean cutOut = !person.images().isEmpty();
    try {
      return blocks.of(
          identity,
          () ->
              faces.read(
                  cutOut ? images(person, from, to) : recording.orElseThrow().images(from, to),
                  cutOut,
                  person.person()));
    } catch (IOException e) {
      throw new IOException(
          "%s, frames %d to %d: %s".formatted(person.name(), from + 1, to, e.getMessage()), e);
    }
  }

  private static List<Optional<byte[]>> images(AffWildPerson person, int from, int to)
      throws IOException {
    List<Optional<byte[]>> images = new ArrayList<>();
    for (int frame = from + 1; frame <= to; frame++) {
      Path file = person.images().get(frame);
      images.add(file == null ? Optional.empty() : Optional.of(Files.readAllBytes(file)));
    }
    return images;
  }

  private float[] memory(byte[] identity, int row) throws IOException {
    FeatureArray block =
        blocks.of(
            identity,
            () -> {
              throw new IOException(
                  "%s: expected the features of this run, found some removed; start it again"
                      .formatted(folder));
            });
    int at = row * faces.width();
    return Arrays.copyOfRange(block.values(), at + 1 + FaceReader.EMBEDDING, at + faces.width());
  }

  /** Words, each with its row in the table. */
  private List<TableWord> spoken(Path transcript) throws IOException {
    List<TableWord> spoken = new ArrayList<>();
    try {
      for (Word word : TranscriptFile.read(transcript)) {
        String text = word.getText().toLowerCase(Locale.ROOT);
        int row = words.computeIfAbsent(text, any -> words.size());
        spoken.add(new TableWord(word.getStart(), word.getEnd(), row));
      }
      return spoken;
    } catch (TranscriptException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private byte[] identity(
      AffWildPerson person, VideoReader.Timeline timeline, List<byte[]> blockIdentities)
      throws IOException {
    List<byte[]> parts = new ArrayList<>(blockIdentities);
    ByteBuffer times = ByteBuffer.allocate((1 + timeline.times().length) * Long.BYTES);
    times.putLong(timeline.interval());
    for (long time : timeline.times()) {
      times.putLong(time);
    }
    parts.add(times.array());
    if (person.recording().isPresent()) {
      parts.add(digests.get(person.recording().get()));
    }
    if (person.transcript().isPresent()) {
      parts.add(Files.readAllBytes(person.transcript().get()));
    }
    return Sha256.ofAll(parts);
  }

  @Override
  public void close() {
    faces.close();
  }
}
