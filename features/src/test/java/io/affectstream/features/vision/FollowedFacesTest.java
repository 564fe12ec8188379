package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestData;
import io.affectstream.features.vision.FaceFollower.State;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

/**
 * Faces followed through blocks of the default length against a search of every frame, on real
 * clips and on faces that move, grow, leave and come: at most 1 % of the frames differ in whether
 * there is a face, and boxes overlap by 0.9 (IoU) in the mean. Prints the figures, with CPU time.
 */
final class FollowedFacesTest {

  private static final int BLOCK = 25;

  /** What following gave on some frames. */
  private static final class Tally {
    private int frames;
    private int differ;
    private int boxes;
    private double overlap;
    private long everyNanos;
    private long followNanos;

    void add(Tally other) {
      frames += other.frames;
      differ += other.differ;
      boxes += other.boxes;
      overlap += other.overlap;
      everyNanos += other.everyNanos;
      followNanos += other.followNanos;
    }

    void compare(List<DetectedFace> every, List<DetectedFace> followed) {
      frames++;
      differ += every.isEmpty() == followed.isEmpty() ? 0 : 1;
      for (DetectedFace face : every) {
        Optional<Float> best =
            followed.stream().map(other -> face.box().iou(other.box())).max(Float::compare);
        if (best.isPresent()) {
          boxes++;
          overlap += best.get();
        }
      }
    }

    double different() {
      return (double) differ / frames;
    }

    double meanOverlap() {
      return overlap / boxes;
    }
  }

  private static void print(String detector, String what, Tally tally) {
    System.out.printf(
        Locale.ROOT,
        "%-6s %-24s every %2d: %4d frames, %.2f %% differ, mean IoU %.3f, %.2f ms for %.2f ms%n",
        detector,
        what,
        BLOCK,
        tally.frames,
        100 * tally.different(),
        tally.meanOverlap(),
        tally.followNanos / 1e6 / tally.frames,
        tally.everyNanos / 1e6 / tally.frames);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Tally follow(FaceDetector detector, List<Mat> frames, int block) {
    Tally tally = new Tally();
    follow(detector, frames, searched(detector, frames, tally), block, tally);
    return tally;
  }

  private static List<List<DetectedFace>> searched(
      FaceDetector detector, List<Mat> frames, Tally tally) {
    long start = cpu();
    List<List<DetectedFace>> all = frames.stream().map(detector::detect).toList();
    tally.everyNanos += cpu() - start;
    return all;
  }

  private static void follow(
      FaceDetector detector,
      List<Mat> frames,
      List<List<DetectedFace>> every,
      int block,
      Tally tally) {
    State state = State.NONE;
    for (int i = 0; i < frames.size(); i++) {
      Mat frame = frames.get(i);
      long start = cpu();
      state =
          FaceFollower.next(
              i % block == 0 ? State.NONE : state,
              new ImageSize(frame.cols(), frame.rows()),
              new FaceFollower.Search() {
                @Override
                public FaceFollower.Selected everywhere() {
                  return new FaceFollower.Selected(detector.detect(frame), 0);
                }

                @Override
                public Optional<DetectedFace> near(DetectedFace known) {
                  return detector.detectNear(frame, known);
                }
              });
      tally.followNanos += cpu() - start;
      tally.compare(every.get(i), state.faces());
    }
  }

  private static void assertFollows(String name, FaceDetector detector) throws IOException {
    Tally sum = new Tally();
    for (String clip :
        List.of(
            "bbaf2n.mpg",
            "brbk7n.mpg",
            "id2_vcd_swwp2s.mpg",
            "lbax4n.mpg",
            "lrwp9a.mpg",
            "swiz3n.mpg",
            "pyfeat_face_noface.mov",
            "pyfeat_no_face.mp4")) {
      measure(name, clip, detector, Pictures.frames(clip, 1), sum);
    }
    int number = 0;
    for (Mat face : Pictures.fer2013(1)) {
      measure(name, "moving " + number, detector, MovingFace.frames(face, number++), sum);
      face.close();
    }
    print(name, "all", sum);
    assertThat(sum.different()).as("frames that differ").isLessThanOrEqualTo(0.01);
    assertThat(sum.meanOverlap()).as("mean IoU").isGreaterThanOrEqualTo(0.9);
  }

  private static void measure(
      String name, String clip, FaceDetector detector, List<Mat> frames, Tally sum) {
    Tally tally = follow(detector, frames, BLOCK);
    print(name, clip, tally);
    sum.add(tally);
    frames.forEach(Mat::close);
  }

  @Test
  void withHaar() throws IOException {
    TestData.require("media");
    try (FaceDetector detector = new HaarFaceDetector()) {
      assertFollows("Haar", detector);
    }
  }

  @Test
  void withYuNet() throws IOException {
    try (FaceDetector detector = new YuNetFaceDetector(Pictures.yunet(), 0.6f, 0.3f, 320)) {
      assertFollows("YuNet", detector);
    }
  }

  @Test
  void blocksOfOneFrameAreSearchesOfEveryFrame() throws IOException {
    List<Mat> frames = new ArrayList<>(Pictures.frames("lbax4n.mpg", 5));
    try (FaceDetector detector = new HaarFaceDetector()) {
      Tally tally = follow(detector, frames, 1);
      assertThat(tally.boxes).isEqualTo(15);
      assertThat(tally.overlap).isEqualTo(15);
    }
    frames.forEach(Mat::close);
  }
}
