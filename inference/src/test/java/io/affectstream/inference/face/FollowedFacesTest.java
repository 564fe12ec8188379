package io.affectstream.inference.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestClips;
import io.affectstream.features.testing.TestData;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.vision.FaceFollower.State;
import io.affectstream.features.vision.FollowedFace;
import io.affectstream.features.vision.ImageSize;
import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.testing.Clips;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

/**
 * Faces followed by the default schedule against a search of every frame, on real clips and on
 * faces that move, turn, grow, leave and return. Prints the figures, with CPU time.
 */
final class FollowedFacesTest {

  private static final SearchSchedule SCHEDULE = SearchSchedule.DEFAULT;
  private static final List<String> SPEAKERS =
      List.of(
          "bbaf2n.mpg",
          "brbk7n.mpg",
          "id2_vcd_swwp2s.mpg",
          "lbax4n.mpg",
          "lrwp9a.mpg",
          "swiz3n.mpg");

  /** Results of following on some frames. */
  private static final class Tally {
    private int frames;
    private int lost;
    private int kept;
    private int boxes;
    private double overlap;
    private long everyNanos;
    private long followNanos;

    void add(Tally other) {
      frames += other.frames;
      lost += other.lost;
      kept += other.kept;
      boxes += other.boxes;
      overlap += other.overlap;
      everyNanos += other.everyNanos;
      followNanos += other.followNanos;
    }

    void compare(List<DetectedFace> every, List<DetectedFace> followed) {
      frames++;
      lost += !every.isEmpty() && followed.isEmpty() ? 1 : 0;
      kept += every.isEmpty() && !followed.isEmpty() ? 1 : 0;
      for (DetectedFace face : every) {
        Optional<Float> best =
            followed.stream().map(other -> face.box().iou(other.box())).max(Float::compare);
        if (best.isPresent()) {
          boxes++;
          overlap += best.get();
        }
      }
    }

    double meanOverlap() {
      return overlap / boxes;
    }

    void print(String detector, String what) {
      System.out.printf(
          Locale.ROOT,
          "%-6s %-24s %4d frames, face lost in %d, kept in %d, mean IoU %.3f, %.2f ms for %.2f"
              + " ms%n",
          detector,
          what,
          frames,
          lost,
          kept,
          meanOverlap(),
          followNanos / 1e6 / frames,
          everyNanos / 1e6 / frames);
    }
  }

  private static FaceDetector builtIn() {
    return DetectorModel.builtIn(DeviceConfig.cpu()).detector();
  }

  private static FaceDetector yunet() throws IOException {
    return new YuNetFaceDetector(
        Files.readAllBytes(TestData.require("models/yunet_s_640_640.onnx")), 0.6f, 0.3f, 320);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Faces of each frame of a stream. */
  private static List<List<DetectedFace>> follow(FaceDetector detector, List<Mat> frames) {
    List<List<DetectedFace>> faces = new ArrayList<>();
    State state = State.NONE;
    for (int i = 0; i < frames.size(); i++) {
      State before = SCHEDULE.starts(i) ? State.NONE : state;
      Mat frame = frames.get(i);
      ImageSize size = new ImageSize(frame.cols(), frame.rows());
      state = FaceFollower.next(before, SCHEDULE.depth(i), size, in(detector, frame));
      faces.add(state.faces());
    }
    return faces;
  }

  private static FaceFollower.Search in(FaceDetector detector, Mat frame) {
    return new FaceFollower.Search() {
      @Override
      public List<DetectedFace> everywhere(List<DetectedFace> followed) {
        return detector.detect(frame, followed);
      }

      @Override
      public List<DetectedFace> small(List<DetectedFace> known) {
        return detector.detectSmall(frame, known);
      }

      @Override
      public List<Optional<DetectedFace>> follow(List<FollowedFace> known) {
        return detector.follow(frame, known);
      }
    };
  }

  private static Tally compare(FaceDetector detector, List<Mat> frames) {
    Tally tally = new Tally();
    long start = cpu();
    List<List<DetectedFace>> every = frames.stream().map(detector::detect).toList();
    tally.everyNanos = cpu() - start;
    start = cpu();
    List<List<DetectedFace>> followed = follow(detector, frames);
    tally.followNanos = cpu() - start;
    for (int i = 0; i < frames.size(); i++) {
      tally.compare(every.get(i), followed.get(i));
    }
    return tally;
  }

  private static Tally clips(String name, FaceDetector detector) throws IOException {
    Tally sum = new Tally();
    List<String> clips = new ArrayList<>(SPEAKERS);
    clips.addAll(List.of("pyfeat_face_noface.mov", "pyfeat_no_face.mp4"));
    for (String clip : clips) {
      List<Mat> frames = TestClips.frames(clip, 1);
      sum.add(printed(name, clip, detector, frames));
      frames.forEach(Mat::close);
    }
    return sum;
  }

  /** Runs a test on the frames of a face of each class. */
  private static void forEachMoving(BiConsumer<String, List<Mat>> test) throws IOException {
    int number = 0;
    for (List<Mat> ofClass : Clips.fer2013(1).values()) {
      List<Mat> frames = MovingFace.frames(ofClass.get(0), number);
      test.accept("moving " + number++, frames);
      frames.forEach(Mat::close);
      ofClass.forEach(Mat::close);
    }
  }

  private static Tally printed(String name, String what, FaceDetector detector, List<Mat> frames) {
    Tally tally = compare(detector, frames);
    tally.print(name, what);
    return tally;
  }

  @Test
  void onClipsNoFrameLosesAFaceThatASearchFinds() throws IOException {
    try (FaceDetector detector = builtIn()) {
      Tally clips = clips("grid", detector);
      clips.print("grid", "clips");
      assertThat(clips.lost).isZero();
      assertThat(clips.kept).isZero();
      assertThat(clips.meanOverlap()).isGreaterThan(0.9);
    }
  }

  @Test
  void facesThatMoveGrowLeaveAndComeAreFollowed() throws IOException {
    Tally moving = new Tally();
    try (FaceDetector detector = builtIn()) {
      forEachMoving(
          (name, frames) -> {
            moving.add(printed("grid", name, detector, frames));
            List<List<DetectedFace>> followed = follow(detector, frames);
            assertThat(followed)
                .as(name + ": at most one face, none while it is away")
                .allSatisfy(faces -> assertThat(faces).hasSizeLessThanOrEqualTo(1));
            assertThat(followed.subList(MovingFace.AWAY, MovingFace.BACK))
                .allSatisfy(faces -> assertThat(faces).isEmpty());
          });
    }
    moving.print("grid", "moving");
    assertThat(moving.lost).isZero();
    assertThat(moving.meanOverlap()).isGreaterThan(0.8);
  }

  @Test
  void yuNetIsFollowedToo() throws IOException {
    try (FaceDetector detector = yunet()) {
      Tally all = clips("YuNet", detector);
      forEachMoving((name, frames) -> all.add(printed("YuNet", name, detector, frames)));
      all.print("YuNet", "all");
      assertThat(all.lost + all.kept).isLessThanOrEqualTo(all.frames / 100);
      assertThat(all.meanOverlap()).isGreaterThan(0.9);
    }
  }

  @Test
  void afterACutTheNewFaceIsFoundAtOnce() throws IOException {
    List<Mat> frames = new ArrayList<>();
    List<Mat> shown = new ArrayList<>();
    for (String clip : SPEAKERS) {
      List<Mat> all = TestClips.frames(clip, 1);
      frames.addAll(all.subList(0, 7));
      all.subList(7, all.size()).forEach(Mat::close);
    }
    int number = 0;
    for (Mat frame : frames) {
      shown.add(shifted(frame, number++ / 7 % 2 == 0 ? 0 : 360));
    }
    try (FaceDetector detector = builtIn()) {
      List<List<DetectedFace>> faces = follow(detector, shown);
      for (int i = 0; i < shown.size(); i++) {
        DetectedFace expected = detector.detect(shown.get(i)).get(0);
        assertThat(faces.get(i)).as("frame %d", i).hasSize(1);
        assertThat(faces.get(i).get(0).box().iou(expected.box())).isGreaterThan(0.6f);
      }
    } finally {
      frames.forEach(Mat::close);
      shown.forEach(Mat::close);
    }
  }

  /** A frame on a black image of 720 x 288, {@code x} pixels from its left edge. */
  private static Mat shifted(Mat frame, int x) {
    Mat wide = new Mat(288, 720, frame.type(), new Scalar(0, 0, 0, 0));
    try (Rect place = new Rect(x, 0, frame.cols(), frame.rows());
        Mat part = wide.apply(place)) {
      frame.copyTo(part);
    }
    return wide;
  }

  @Test
  void aFaceThatComesInBesideAnotherIsFoundWithinTheSearchPeriod() throws IOException {
    List<Mat> left = TestClips.frames("lrwp9a.mpg", 1);
    List<Mat> right = TestClips.frames("brbk7n.mpg", 1);
    try (FaceDetector detector = builtIn()) {
      for (int comes = 11; comes < 16; comes++) {
        List<Mat> frames = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
          frames.add(shifted(left.get(i), 0));
          if (i >= comes) {
            opencv_core.hconcat(left.get(i), right.get(i), frames.get(i));
          }
        }
        List<Integer> counts = follow(detector, frames).stream().map(List::size).toList();
        int first = counts.indexOf(2);
        assertThat(first).isBetween(comes, comes + SCHEDULE.every() - 1);
        assertThat(counts.subList(0, first)).containsOnly(1);
        assertThat(counts.subList(first, 24)).containsOnly(2);
        frames.forEach(Mat::close);
      }
    } finally {
      left.forEach(Mat::close);
      right.forEach(Mat::close);
    }
  }

  @Test
  void aFaceIsFollowedWhileTheHeadTilts() throws IOException {
    List<Mat> frames = MovingFace.tilting(TestClips.frames("lbax4n.mpg", 75).get(0));
    try (FaceDetector detector = builtIn()) {
      List<List<DetectedFace>> faces = follow(detector, frames);
      assertThat(faces).allSatisfy(found -> assertThat(found).hasSize(1));
      for (int i = 0; i < frames.size(); i++) {
        float[] points = faces.get(i).get(0).landmarks();
        double tilt = Math.toDegrees(Math.atan2(points[3] - points[1], points[2] - points[0]));
        assertThat(Math.abs(tilt - MovingFace.tilt(i))).as("frame %d", i).isLessThan(20);
      }
    } finally {
      frames.forEach(Mat::close);
    }
  }

  @Test
  void whatIsFoundInABlockDoesNotDependOnWhatCameBefore() throws IOException {
    List<Mat> frames = TestClips.frames("lbax4n.mpg", 1);
    try (FaceDetector detector = builtIn();
        FaceDetector fresh = builtIn()) {
      int block = SCHEDULE.block();
      List<List<DetectedFace>> all = follow(detector, frames);
      List<List<DetectedFace>> second = follow(fresh, frames.subList(block, 2 * block));
      assertThat(IntStream.range(0, block))
          .allSatisfy(
              i ->
                  assertThat(second.get(i))
                      .usingRecursiveComparison()
                      .isEqualTo(all.get(block + i)));
    } finally {
      frames.forEach(Mat::close);
    }
  }
}
