package io.affectstream.bench.file;

import io.affectstream.bench.where.Decisions;
import io.affectstream.features.align.Aligner;
import io.affectstream.features.align.AlignmentState;
import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.LateArrival;
import io.affectstream.features.align.MapStore;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.audio.AudioFormatException;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.audio.VoiceState;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What a loop over a file would be that does the product's work and nothing else: pictures and
 * sound straight from the decoder (no JPEG, no records), the product's vision, voice, alignment,
 * models and decisions, one thing after the other on the calling thread. It is the limit that Kafka
 * and Flink are measured against.
 */
final class DirectLoop implements AutoCloseable {

  private static final String STREAM = "s";

  private final ModelRuntime models;
  private final Optional<DirectVision> vision;
  private final AudioFrontEnd frontEnd;
  private final Aligner aligner;
  private final Decisions decisions;
  private final AlignmentState alignment = new AlignmentState();
  private final Stores stores = MapStore.stores();
  private final VoiceState voice = new VoiceState();
  private final List<Segment> segments = new ArrayList<>();
  private final Aligner.Output collector =
      new Aligner.Output() {
        @Override
        public void segment(Segment segment) {
          segments.add(segment);
        }

        @Override
        public void late(LateArrival late) {
          throw new IllegalStateException("strict alignment: nothing is late, found " + late);
        }
      };
  private long frames;
  private long rows;
  private long samples;

  private DirectLoop(ModelRuntime models, PipelineSettings settings) {
    this.models = models;
    this.vision =
        models.faces().map(faces -> new DirectVision(faces, settings.vision().detectEvery()));
    this.frontEnd =
        new AudioFrontEnd(
            settings.alignment().grid(),
            PitchTrackers.find(settings.pitchTracker())
                .create(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH));
    this.aligner = new Aligner(settings.alignment(), new FaceTracker(settings.tracking()));
    this.decisions = new Decisions(settings, row -> rows++, (change, face) -> {});
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
    } catch (AudioFormatException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void play(FFmpegFrameGrabber grabber, OpenCVFrameConverter.ToMat converter)
      throws IOException, AudioFormatException {
    boolean sound = grabber.getAudioChannels() > 0;
    aligner.expect(
        alignment, sound ? List.of(Modality.FACE, Modality.VOICE) : List.of(Modality.FACE));
    long interval = Math.round(1e6 / grabber.getVideoFrameRate());
    for (Frame frame = grabber.grab(); frame != null; frame = grabber.grab()) {
      if (frame.image != null) {
        List<Face> faces = look(converter.convert(frame));
        faces(new Shown(frame.timestamp, interval, faces, false));
        frames++;
      } else if (frame.samples != null) {
        voice(frame);
      }
    }
    faces(new Shown(frames * interval, interval, List.of(), true));
    if (sound) {
      aligner.voice(alignment, stores, frontEnd.finish(voice, STREAM), collector);
      advance();
    }
  }

  /** A frame with what was found in it. */
  private record Shown(long time, long interval, List<Face> faces, boolean end) {}

  private List<Face> look(Mat picture) {
    return vision.isEmpty() ? List.of() : vision.get().look(picture);
  }

  private void faces(Shown shown) {
    aligner.faces(
        alignment,
        stores,
        new FaceFrame(
            STREAM,
            frames,
            frames,
            shown.time(),
            shown.interval(),
            shown.faces().isEmpty() ? Reason.NO_FACE : Reason.MEASURED,
            shown.faces(),
            shown.end()),
        collector);
    advance();
  }

  private void voice(Frame frame) throws AudioFormatException {
    ShortBuffer buffer = (ShortBuffer) frame.samples[0];
    ByteBuffer bytes =
        ByteBuffer.allocate(buffer.remaining() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      bytes.putShort(buffer.get());
    }
    bytes.flip();
    long time = Math.round(samples * 1e6 / frame.sampleRate);
    samples += bytes.remaining() / Short.BYTES / frame.audioChannels;
    VoiceSteps steps =
        frontEnd.push(
            voice,
            STREAM,
            PcmChunk.of(
                new AudioChunk(
                    STREAM,
                    0L,
                    time,
                    frame.sampleRate,
                    frame.audioChannels,
                    AudioEncoding.PCM_S16LE,
                    bytes,
                    false)));
    aligner.voice(alignment, stores, steps, collector);
    advance();
  }

  private void advance() {
    boolean unused = aligner.advance(alignment, stores, STREAM, collector);
    for (Segment segment : segments) {
      List<Prediction> predictions =
          segment.centres().isEmpty() ? List.of() : models.predictor().predict(segment).join();
      for (int i = 0; i < predictions.size(); i++) {
        decisions.push(
            STREAM, decisions.row(segment, segment.centres().get(i), predictions.get(i)));
      }
      if (!segment.close().isEmpty()) {
        decisions.finish(STREAM);
      }
    }
    segments.clear();
  }

  @Override
  public void close() {
    vision.ifPresent(DirectVision::close);
  }
}
