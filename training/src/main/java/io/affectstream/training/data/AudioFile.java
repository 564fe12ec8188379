package io.affectstream.training.data;

import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;

/** Reads audio files of any format that FFmpeg supports. */
public final class AudioFile {

  private static final float FULL_SCALE = 32768;

  private AudioFile() {}

  /**
   * The samples of a file, mixed to mono.
   *
   * @param sampleRateHz requested rate
   * @return values in [-1, 1)
   * @throws IOException if the file cannot be decoded
   */
  public static float[] mono(Path file, int sampleRateHz) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    float[] samples = new float[sampleRateHz];
    int count = 0;
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.setSampleRate(sampleRateHz);
      grabber.setAudioChannels(1);
      grabber.start();
      for (Frame frame = grabber.grabSamples(); frame != null; frame = grabber.grabSamples()) {
        ShortBuffer values = (ShortBuffer) frame.samples[0];
        if (count + values.remaining() > samples.length) {
          samples =
              Arrays.copyOf(samples, Math.max(2 * samples.length, count + values.remaining()));
        }
        while (values.hasRemaining()) {
          samples[count++] = values.get() / FULL_SCALE;
        }
      }
    }
    return Arrays.copyOf(samples, count);
  }
}
