package io.affectstream.bench.file;

import io.affectstream.features.vision.Image;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.stream.StageListener;
import io.affectstream.inference.stream.StreamAnalyser;
import io.affectstream.inference.stream.StreamPipeline;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A loop over a file that does only the product's work: images and sound directly from the decoder
 * (no JPEG, no records), the product's vision, voice, alignment, models and decisions, sequentially
 * on the calling thread. It is the baseline for the overhead of Kafka and Flink.
 */
final class DirectLoop implements AutoCloseable {

  private static final String STREAM = "s";

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final StreamPipeline pipeline;
  private final StreamAnalyser records;
  private final Mat grey = new Mat();
  private long frames;
  private long rows;
  private long samples;

  private DirectLoop(ModelRuntime models, PipelineSettings settings) {
    this.pipeline =
        new StreamPipeline(
            models, settings.stream(), StageListener.NONE, row -> rows++, event -> {});
    this.records = pipeline.records();
  }

  /**
   * Plays a file to its end.
   *
   * @return its frames
   * @throws IOException if it cannot be read, or a frame has no row
   */
  static long play(Path file, ModelRuntime models, PipelineSettings settings) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    try (DirectLoop loop = new DirectLoop(models, settings);
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      grabber.setVideoOption("threads", "1");
      grabber.setSampleMode(FrameGrabber.SampleMode.SHORT);
      grabber.start();
      loop.play(grabber, converter);
      if (loop.rows < loop.frames) {
        throw new IOException(
            "%s: expected a row for each of %d frames, found %d"
                .formatted(file, loop.frames, loop.rows));
      }
      return loop.frames;
    }
  }

  private void play(FFmpegFrameGrabber grabber, OpenCVFrameConverter.ToMat converter)
      throws IOException {
    boolean sound = grabber.getAudioChannels() > 0;
    records.expect(sound ? List.of(Modality.FACE, Modality.VOICE) : List.of(Modality.FACE));
    long interval = Math.round(1e6 / grabber.getVideoFrameRate());
    for (Frame frame = grabber.grab(); frame != null; frame = grabber.grab()) {
      if (frame.image != null) {
        Image image = image(converter.convert(frame));
        records.image(header(frame.timestamp, interval, false), image);
        frames++;
      } else if (frame.samples != null) {
        records.audio(sound(frame));
      }
    }
    records.video(header(frames * interval, interval, true));
    if (sound) {
      records.audio(sound(grabber.getSampleRate(), grabber.getAudioChannels(), NOTHING, true));
    }
  }

  /** What the product needs of an image; not to be closed, as the decoder owns the memory. */
  private Image image(Mat bgr) {
    if (!records.need().grey()) {
      return new Image(bgr, bgr.cols(), bgr.rows());
    }
    opencv_imgproc.cvtColor(bgr, grey, opencv_imgproc.COLOR_BGR2GRAY);
    return new Image(grey, bgr.cols(), bgr.rows());
  }

  private VideoFrame header(long time, long interval, boolean end) {
    return new VideoFrame(
        STREAM, frames, time, interval, FrameEncoding.BGR24, 0, 0, NOTHING, null, end);
  }

  private AudioChunk sound(Frame frame) {
    ShortBuffer buffer = (ShortBuffer) frame.samples[0];
    ByteBuffer bytes =
        ByteBuffer.allocate(buffer.remaining() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      bytes.putShort(buffer.get());
    }
    bytes.flip();
    AudioChunk chunk = sound(frame.sampleRate, frame.audioChannels, bytes, false);
    samples += bytes.remaining() / Short.BYTES / frame.audioChannels;
    return chunk;
  }

  private AudioChunk sound(int sampleRateHz, int channels, ByteBuffer bytes, boolean end) {
    long time = Math.round(samples * 1e6 / sampleRateHz);
    return new AudioChunk(
        STREAM, 0L, time, sampleRateHz, channels, AudioEncoding.PCM_S16LE, bytes, end);
  }

  @Override
  public void close() {
    try (pipeline) {
      grey.close();
    }
  }
}
