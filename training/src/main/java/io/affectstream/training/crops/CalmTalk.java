package io.affectstream.training.crops;

import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;

/** Frames of a video of a calm person who talks: neutral, independent of the mouth. */
public final class CalmTalk {

  private CalmTalk() {}

  /**
   * Crops the face of every frame, into the training split.
   *
   * @throws IOException if the video cannot be read or a face cannot be written
   */
  public static void cut(Path video, FaceCutter cutter) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    String name = video.getFileName().toString().replaceFirst("\\.[^.]+$", "");
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toFile());
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      grabber.start();
      int number = 0;
      for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        Mat bgr = converter.convert(frame);
        cutter.cut(bgr, "train", Expression.NEUTRAL, "%s_%04d".formatted(name, number++));
      }
    }
  }
}
