package io.affectstream.features.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;

/** Frames of the clips of the data folder. */
public final class TestClips {

  private TestClips() {}

  /** Every n-th frame of a clip; the caller closes them. */
  public static List<Mat> frames(String clip, int every) throws IOException {
    Path path = TestData.require("media/" + clip);
    List<Mat> frames = new ArrayList<>();
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(path.toFile());
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      grabber.start();
      Frame frame = grabber.grabImage();
      for (int i = 0; frame != null; i++) {
        if (i % every == 0) {
          frames.add(converter.convert(frame).clone());
        }
        frame = grabber.grabImage();
      }
    }
    return frames;
  }
}
