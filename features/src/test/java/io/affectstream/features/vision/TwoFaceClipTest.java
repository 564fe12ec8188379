package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestClips;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

/** Detector and tracker together on real clips. */
final class TwoFaceClipTest {

  private static final long FRAME = 40_000;

  private final FaceTracker tracker = new FaceTracker(TrackerConfig.DEFAULT);
  private final TrackerState state = new TrackerState();

  @Test
  void twoSpeakersSideBySideKeepTheirIdsWithYuNet() throws IOException {
    try (FaceDetector detector = new YuNetFaceDetector(Images.yunet(), 0.6f, 0.3f, 320)) {
      assertIdsStay(detector);
    }
  }

  @Test
  void aFaceThatDisappearsLeavesNothingBehind() throws IOException {
    List<Integer> ids = new ArrayList<>();
    List<Mat> frames = TestClips.frames("pyfeat_face_noface.mov", 1);
    try (FaceDetector detector = new YuNetFaceDetector(Images.yunet(), 0.6f, 0.3f, 320)) {
      for (int i = 0; i < frames.size(); i++) {
        for (int id :
            tracker.update(state, FRAME * i, ImageSize.UNKNOWN, faces(detector, frames.get(i)))) {
          ids.add(id);
        }
        frames.get(i).close();
      }
    }
    assertThat(ids).hasSizeGreaterThan(60).containsOnly(0);
    assertThat(state.tracks).isEmpty();
  }

  private void assertIdsStay(FaceDetector detector) throws IOException {
    List<Mat> left = TestClips.frames("lrwp9a.mpg", 1);
    List<Mat> right = TestClips.frames("brbk7n.mpg", 1);
    int leftId = -1;
    for (int i = 0; i < left.size(); i++) {
      try (Mat both = Images.beside(left.get(i), right.get(i))) {
        List<Face> faces = faces(detector, both);
        assertThat(faces).as("frame %d", i).hasSize(2);
        int[] ids = tracker.update(state, FRAME * i, ImageSize.UNKNOWN, faces);
        int first = faces.get(0).box().x() < faces.get(1).box().x() ? 0 : 1;
        leftId = i == 0 ? ids[first] : leftId;
        assertThat(ids[first]).as("left, frame %d", i).isEqualTo(leftId);
        assertThat(ids[1 - first]).as("right, frame %d", i).isEqualTo(1 - leftId);
      }
    }
    assertThat(state.nextId).isEqualTo(2);
  }

  private static List<Face> faces(FaceDetector detector, Mat image) {
    return detector.detect(image).stream()
        .map(
            face ->
                new Face(
                    face.box(),
                    face.score(),
                    1,
                    new float[0],
                    new float[0],
                    new float[0],
                    new float[0]))
        .toList();
  }
}
