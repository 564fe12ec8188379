package io.affectstream.ingest.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromONNX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.features.testing.TestData;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_dnn.Net;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the written clip with a decoder, a face detector and a reference network. */
class DemoClipTest {

  /** Stride of the frames of the slower checks. */
  private static final int STRIDE = 3;

  private static final List<Expression> REFERENCE_CLASSES =
      List.of(
          Expression.NEUTRAL,
          Expression.HAPPINESS,
          Expression.SADNESS,
          Expression.ANGER,
          Expression.FEAR,
          Expression.DISGUST,
          Expression.SURPRISE);

  @TempDir private static Path folder;
  private static DemoFiles files;

  @BeforeAll
  static void write() throws IOException {
    files = DemoClip.write(folder.resolve("first"));
  }

  @Test
  void everyFrameAndSampleOfTheScriptIsThere() throws IOException {
    List<Long> times = new ArrayList<>();
    long samples = 0;
    long firstSound = Long.MAX_VALUE;
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(files.video().toFile())) {
      grabber.start();
      assertThat(grabber.getImageWidth()).isEqualTo(360);
      assertThat(grabber.getImageHeight()).isEqualTo(288);
      assertThat(grabber.getVideoFrameRate()).isEqualTo(25);
      assertThat(grabber.getSampleRate()).isEqualTo(16_000);
      Optional<Frame> frame = next(grabber);
      while (frame.isPresent()) {
        if (frame.get().image != null) {
          times.add(frame.get().timestamp);
        } else if (frame.get().samples != null) {
          samples += frame.get().samples[0].limit();
          firstSound = Math.min(firstSound, frame.get().timestamp);
        }
        frame = next(grabber);
      }
    }
    assertThat(times).hasSize(525);
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i)).isEqualTo(i * 40_000L);
    }
    // One AAC frame more or less than 21 s.
    assertThat(samples).isBetween(336_000L - 1024, 336_000L + 2048);
    assertThat(firstSound).isBetween(-64_000L, 64_000L);
  }

  @Test
  void twoRunsWriteTheSameBytes() throws IOException {
    DemoFiles again = DemoClip.write(folder.resolve("second"));
    assertThat(again.video()).hasSameBinaryContentAs(files.video());
    assertThat(again.transcript()).hasSameBinaryContentAs(files.transcript());
    assertThat(again.script()).hasSameBinaryContentAs(files.script());
  }

  @Test
  void theTranscriptHoldsTheWordsOfTheScript() throws IOException {
    JsonNode root = new ObjectMapper().readTree(files.transcript().toFile());
    List<DemoWord> words = DemoWord.of(DemoScript.STANDARD);
    assertThat(root.get("result")).hasSize(words.size());
    for (int i = 0; i < words.size(); i++) {
      JsonNode word = root.get("result").get(i);
      assertThat(word.get("word").asText()).isEqualTo(words.get(i).text());
      assertThat(word.get("start").decimalValue().movePointRight(6).longValueExact())
          .isEqualTo(words.get(i).start());
      assertThat(word.get("end").decimalValue().movePointRight(6).longValueExact())
          .isEqualTo(words.get(i).end());
    }
    assertThat(root.get("text").asText())
        .isEqualTo(
            String.join(
                " ",
                DemoScript.STANDARD.segments().stream().map(DemoScript.Segment::text).toList()));
  }

  @Test
  void theScriptIsReadBack() throws IOException {
    assertThat(DemoScript.read(files.script())).isEqualTo(DemoScript.STANDARD);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> DemoClip.write(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file");
  }

  @Test
  void yunetFindsTheFaceAndTheReferenceNetworkMostExpressions() throws IOException {
    Path yunet = TestData.require("models/yunet_s_640_640.onnx");
    Path network = TestData.require("models/faceapi_expression_112.onnx");
    List<Long> missed = new ArrayList<>();
    Map<Expression, Map<Expression, Integer>> votes = new EnumMap<>(Expression.class);
    try (YuNetFaceDetector detector =
            new YuNetFaceDetector(Files.readAllBytes(yunet), 0.6f, 0.3f, 640);
        Net net = readNetFromONNX(network.toString())) {
      forEachFrame(
          STRIDE,
          (time, bgr) -> {
            List<DetectedFace> faces = detector.detect(bgr);
            if (faces.size() != 1) {
              missed.add(time);
              return;
            }
            Expression predicted = predict(net, bgr, faces.get(0).box());
            DemoScript.STANDARD
                .apexAt(time)
                .map(DemoScript.Segment::expression)
                .ifPresent(
                    label ->
                        votes
                            .computeIfAbsent(label, any -> new EnumMap<>(Expression.class))
                            .merge(predicted, 1, Integer::sum));
          });
    }
    assertThat(missed).as("frames without exactly one face").isEmpty();
    List<Expression> recovered =
        votes.entrySet().stream()
            .filter(entry -> mostFrequent(entry.getValue()) == entry.getKey())
            .map(Map.Entry::getKey)
            .toList();
    assertThat(recovered)
        .as("%s", votes)
        .hasSizeGreaterThanOrEqualTo(5)
        .contains(Expression.NEUTRAL, Expression.HAPPINESS, Expression.SURPRISE);
  }

  private static Expression mostFrequent(Map<Expression, Integer> votes) {
    return votes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static Expression predict(Net net, Mat bgr, FaceBox face) {
    try (Rect box = square(face);
        Mat crop = bgr.apply(box);
        Size size = new Size(112, 112);
        Scalar zero = new Scalar();
        Mat blob = blobFromImage(crop, 1, size, zero, true, false, CV_32F)) {
      net.setInput(blob);
      try (Mat output = net.forward("probabilities");
          FloatIndexer probabilities = output.createIndexer()) {
        int best = 0;
        for (int i = 1; i < REFERENCE_CLASSES.size(); i++) {
          best = probabilities.get(0, i) > probabilities.get(0, best) ? i : best;
        }
        return REFERENCE_CLASSES.get(best);
      }
    }
  }

  private static Rect square(FaceBox face) {
    int side = Math.round(Math.max(face.width(), face.height()));
    int x = Math.round(face.x() + face.width() / 2 - side / 2f);
    int y = Math.round(face.y() + face.height() / 2 - side / 2f);
    return new Rect(x, y, side, side);
  }

  private interface FrameCheck {
    void check(long time, Mat bgr);
  }

  private static void forEachFrame(int stride, FrameCheck check) throws IOException {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(files.video().toFile());
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      grabber.start();
      int checked = 0;
      Optional<Frame> frame = Optional.ofNullable(grabber.grabImage());
      for (int i = 0; frame.isPresent(); i++) {
        if (i % stride == 0) {
          check.check(frame.get().timestamp, converter.convert(frame.get()));
          checked++;
        }
        frame = Optional.ofNullable(grabber.grabImage());
      }
      assertThat(checked).isEqualTo(525 / stride);
    }
  }

  private static Optional<Frame> next(FFmpegFrameGrabber grabber) throws IOException {
    return Optional.ofNullable(grabber.grab());
  }
}
