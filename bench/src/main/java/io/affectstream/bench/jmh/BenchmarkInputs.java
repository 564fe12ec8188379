package io.affectstream.bench.jmh;

import io.affectstream.features.align.Segment;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.terminal.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Inputs of the benchmarks; the same in every run. */
final class BenchmarkInputs {

  static final int WIDTH = 640;
  static final int HEIGHT = 480;

  /** Centres K of a segment, equal to its frames. */
  static final int SEGMENT = 15;

  private static final int HALO = 60;
  private static final int FRAMES_PER_SECOND = 30;
  private static final int CLASSES = 8;
  private static final int ACTION_UNITS = 12;

  private BenchmarkInputs() {}

  /** A smooth image with some texture, 640 x 480, BGR. */
  static Mat image() {
    byte[] pixels = new byte[WIDTH * HEIGHT * 3];
    Random random = new Random(7);
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % WIDTH;
      int y = i / 3 / WIDTH;
      pixels[i] = (byte) (x / 4 + y / 4 + random.nextInt(8));
    }
    Mat image = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3);
    image.data().put(pixels);
    return image;
  }

  /** That image as JPEG. */
  static byte[] jpeg() {
    try (Mat image = image();
        BytePointer buffer = new BytePointer()) {
      if (!opencv_imgcodecs.imencode(".jpg", image, buffer)) {
        throw new IllegalStateException("the sample image was not encoded");
      }
      byte[] jpeg = new byte[Math.toIntExact(buffer.limit())];
      buffer.get(jpeg);
      return jpeg;
    }
  }

  /** The first frame of the demo's clip, BGR. */
  static Mat demoFrame() throws IOException, MediaException {
    Path folder = Files.createTempDirectory("affect-bench");
    try {
      MediaSource clip = new MediaSource.File(DemoClip.write(folder).video());
      try (MediaReader reader =
          MediaReader.open(clip, MediaOptions.DEFAULT, 0, new Cancellation())) {
        Optional<MediaEvent> event = reader.next();
        while (!(event.orElseThrow() instanceof MediaEvent.Image)) {
          event = reader.next();
        }
        byte[] jpeg = ((MediaEvent.Image) event.get()).jpeg();
        try (BytePointer bytes = new BytePointer(jpeg);
            Mat encoded = new Mat(1, jpeg.length, opencv_core.CV_8UC1, bytes)) {
          return opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR);
        }
      }
    } finally {
      FolderTree.delete(folder);
    }
  }

  /** One second of a vowel. */
  static float[] vowel(int rateHz) {
    float[] samples = new float[rateHz];
    for (int i = 0; i < rateHz; i++) {
      double phase = 2 * Math.PI * 140 * i / rateHz;
      samples[i] =
          (float) (0.3 * Math.sin(phase) + 0.1 * Math.sin(5 * phase) + 0.05 * Math.sin(17 * phase));
    }
    return samples;
  }

  /** Segments of one face at every step, voice everywhere and occasional words. */
  static List<Segment> segments(int count, Manifest manifest) {
    Random random = new Random(11);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      segments.add(segment("s" + i, i, random, manifest));
    }
    return segments;
  }

  private static Segment segment(String stream, long ordinal, Random random, Manifest manifest) {
    int steps = SEGMENT + 2 * HALO;
    float[][] embeddings = rows(steps, size(manifest, "embedding"), random);
    float[][] words = rows(2, size(manifest, "words"), random);
    int[] wordAt = new int[steps];
    boolean[] seen = new boolean[steps];
    for (int i = 0; i < steps; i++) {
      wordAt[i] = i / 20 % 2 == 0 ? i / 20 % words.length : -1;
      seen[i] = true;
    }
    int memory = 1;
    long[] tokens = manifest.fusion().inputs().get("static").shape();
    for (int i = 1; i < tokens.length; i++) {
      memory *= (int) tokens[i];
    }
    List<Segment.Centre> centres = new ArrayList<>();
    for (int k = 0; k < SEGMENT; k++) {
      Face face =
          new Face(
              new FaceBox(100, 100, 60, 70),
              0.9f,
              0.5f,
              evenly(CLASSES),
              evenly(ACTION_UNITS),
              embeddings[HALO + k],
              rows(1, memory, random)[0]);
      centres.add(
          new Segment.Centre(
              0,
              ordinal * SEGMENT + k,
              (ordinal * SEGMENT + k) * 1_000_000 / FRAMES_PER_SECOND,
              1_000_000 / FRAMES_PER_SECOND,
              HALO + k,
              Reason.MEASURED,
              List.of(face),
              0));
    }
    return new Segment(
        stream,
        ordinal,
        ordinal * SEGMENT - HALO,
        List.of(new Segment.Subject(0, embeddings, seen)),
        rows(steps, size(manifest, "audio"), random),
        words,
        wordAt,
        centres,
        NoWords.NONE,
        Long.MAX_VALUE,
        StreamEnd.NONE);
  }

  private static int size(Manifest manifest, String role) {
    long[] shape = manifest.fusion().inputs().get(role).shape();
    return (int) shape[shape.length - 1];
  }

  private static float[][] rows(int count, int size, Random random) {
    float[][] rows = new float[count][size];
    for (float[] row : rows) {
      for (int i = 0; i < size; i++) {
        row[i] = (float) random.nextGaussian() / 4;
      }
    }
    return rows;
  }

  /** A number of faces side by side, moved by {@code shift} pixels. */
  static List<Face> faces(int count, float shift) {
    List<Face> faces = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      faces.add(
          new Face(
              new FaceBox(20 + 75 * i + shift, 100 + shift / 2, 60 - i, 70 - i),
              0.9f,
              0.5f,
              evenly(CLASSES),
              evenly(ACTION_UNITS),
              new float[0],
              new float[0]));
    }
    return faces;
  }

  private static float[] evenly(int count) {
    float[] shares = new float[count];
    java.util.Arrays.fill(shares, 1f / count);
    return shares;
  }
}
