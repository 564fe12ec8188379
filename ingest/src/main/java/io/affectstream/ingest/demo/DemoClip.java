package io.affectstream.ingest.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FFmpegFrameRecorder.Exception;
import org.bytedeco.javacv.Frame;

/**
 * Makes the demo clip: 25 frames/s at 360 x 288 and mono speech at 16 kHz, together with a
 * transcript and the script of labels. Two runs with the same libraries write the same bytes.
 */
public final class DemoClip {

  private static final int FRAMES_PER_SECOND = 25;
  private static final long FRAME_MICROS = 1_000_000 / FRAMES_PER_SECOND;
  private static final int SAMPLES_PER_FRAME = DemoVoice.SAMPLE_RATE_HZ / FRAMES_PER_SECOND;
  private static final int VIDEO_BITS_PER_SECOND = 1_500_000;
  private static final int AUDIO_BITS_PER_SECOND = 64_000;

  private DemoClip() {}

  /**
   * Writes {@code demo.mp4}, {@code demo.words.json} and {@code demo.script.json}, replacing older
   * ones.
   *
   * @param folder created if it does not exist
   * @throws IOException if the folder cannot be written or the clip cannot be encoded
   */
  public static DemoFiles write(Path folder) throws IOException {
    return write(folder, DemoScript.STANDARD);
  }

  /** As {@link #write(Path)} with another script, e.g. the beginning of the standard one. */
  public static DemoFiles write(Path folder, DemoScript script) throws IOException {
    Files.createDirectories(folder);
    DemoFiles files =
        new DemoFiles(
            folder.resolve("demo.mp4"),
            folder.resolve("demo.words.json"),
            folder.resolve("demo.script.json"));
    encode(script, files.video());
    DemoTranscript.write(DemoWord.of(script), files.transcript());
    script.write(files.script());
    return files;
  }

  private static void encode(DemoScript script, Path file) throws IOException {
    short[] voice = DemoVoice.speak(script);
    int logLevel = avutil.av_log_get_level();
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    DemoFaces faces = DemoFaces.load();
    try (FFmpegFrameRecorder recorder = recorder(file);
        Frame image = new Frame(DemoScene.WIDTH, DemoScene.HEIGHT, Frame.DEPTH_UBYTE, 3)) {
      recorder.start();
      for (int i = 0; i * FRAME_MICROS < script.end(); i++) {
        draw(script, faces, i * FRAME_MICROS, image);
        recorder.record(image);
        recorder.recordSamples(
            DemoVoice.SAMPLE_RATE_HZ,
            1,
            ShortBuffer.wrap(voice, i * SAMPLES_PER_FRAME, SAMPLES_PER_FRAME));
      }
      recorder.stop();
    } catch (Exception e) {
      Files.deleteIfExists(file);
      throw new IOException("demo: cannot encode %s: %s".formatted(file, e.getMessage()), e);
    } finally {
      avutil.av_log_set_level(logLevel);
    }
  }

  private static void draw(DemoScript script, DemoFaces faces, long time, Frame target) {
    DemoScript.Segment segment = script.at(time).orElseThrow();
    GreyPixels face = faces.face(segment.expression(), segment.amount(time));
    byte[] bgr = DemoScene.draw(face, time);
    ByteBuffer pixels = (ByteBuffer) target.image[0];
    for (int y = 0; y < DemoScene.HEIGHT; y++) {
      pixels.put(y * target.imageStride, bgr, y * DemoScene.WIDTH * 3, DemoScene.WIDTH * 3);
    }
  }

  private static FFmpegFrameRecorder recorder(Path file) {
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(file.toFile(), DemoScene.WIDTH, DemoScene.HEIGHT, 1);
    recorder.setFormat("mp4");
    recorder.setVideoCodecName("libopenh264");
    recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(FRAMES_PER_SECOND);
    recorder.setGopSize(FRAMES_PER_SECOND);
    recorder.setVideoBitrate(VIDEO_BITS_PER_SECOND);
    recorder.setVideoOption("threads", "1");
    // Fine lines of the faces carry expression: quantise little, at any bit rate.
    recorder.setVideoOption("qmin", "12");
    recorder.setVideoOption("qmax", "18");
    recorder.setVideoOption("flags", "+bitexact");
    recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
    recorder.setSampleRate(DemoVoice.SAMPLE_RATE_HZ);
    recorder.setAudioBitrate(AUDIO_BITS_PER_SECOND);
    recorder.setAudioOption("flags", "+bitexact");
    return recorder;
  }
}
