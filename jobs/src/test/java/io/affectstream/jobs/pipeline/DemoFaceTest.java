package io.affectstream.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceFollower.State;
import io.affectstream.features.vision.Image;
import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.face.FaceConfig;
import io.affectstream.inference.face.FaceFinder;
import io.affectstream.ingest.demo.DemoClip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default bundle's detector on the demo's clip. */
class DemoFaceTest {

  private static final FaceBox PLACE = new FaceBox(180 - 80, 146 - 80, 160, 160);

  @TempDir private Path folder;

  @Test
  void theFaceIsFoundInEveryFrame() throws Exception {
    SearchSchedule schedule = SearchSchedule.DEFAULT;
    State state = State.NONE;
    List<Integer> missed = new ArrayList<>();
    int frames = 0;
    try (FaceFinder finder = new FaceFinder(ModelBundle.named("face-3"), FaceConfig.DEFAULT);
        FFmpegFrameGrabber grabber =
            new FFmpegFrameGrabber(DemoClip.write(folder.resolve("demo")).video().toFile());
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      grabber.start();
      for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        Mat bgr = converter.convert(frame);
        State before = schedule.starts(frames) ? State.NONE : state;
        Image image = new Image(bgr, bgr.cols(), bgr.rows());
        state = finder.next(before, schedule.depth(frames), image);
        if (!isTheFace(state.faces())) {
          missed.add(frames);
        }
        frames++;
      }
    }
    assertThat(frames).isEqualTo(525);
    assertThat(missed).as("frames without exactly one face").isEmpty();
  }

  private static boolean isTheFace(List<DetectedFace> faces) {
    return faces.size() == 1 && faces.get(0).box().iou(PLACE) > 0.5f;
  }
}
