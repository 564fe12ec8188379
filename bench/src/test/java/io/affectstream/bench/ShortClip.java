package io.affectstream.bench;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** The beginning of a clip, so that a test takes seconds. */
final class ShortClip {

  private ShortClip() {}

  /** Writes the first frames of a video, with their sound, as motion JPEG and PCM. */
  static Path of(Path video, Path target, int frames) throws Exception {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toFile())) {
      grabber.start();
      try (FFmpegFrameRecorder recorder =
          new FFmpegFrameRecorder(
              target.toFile(),
              grabber.getImageWidth(),
              grabber.getImageHeight(),
              grabber.getAudioChannels())) {
        recorder.setFormat("avi");
        recorder.setVideoCodec(avcodec.AV_CODEC_ID_MJPEG);
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUVJ420P);
        recorder.setVideoQuality(2);
        recorder.setFrameRate(grabber.getFrameRate());
        recorder.setAudioCodec(avcodec.AV_CODEC_ID_PCM_S16LE);
        recorder.setSampleRate(grabber.getSampleRate());
        recorder.start();
        int written = 0;
        for (Frame frame = grabber.grab(); written < frames; frame = grabber.grab()) {
          recorder.record(frame);
          written += frame.image == null ? 0 : 1;
        }
      }
    }
    return target;
  }
}
