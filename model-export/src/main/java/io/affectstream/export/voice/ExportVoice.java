package io.affectstream.export.voice;

import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.training.voice.VoiceExpert;
import io.affectstream.training.voice.VoiceWindows;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Exports a trained voice expert as one ONNX graph and compares it with the training framework. */
public final class ExportVoice {

  private static final int WINDOWS = 8;
  private static final double TOLERANCE = 1e-3;

  private ExportVoice() {}

  /**
   * Writes the graph.
   *
   * @param file of the expert
   * @param out ONNX to write
   * @return greatest difference of a logit from the training framework's
   * @throws IOException if a file cannot be read or written, or the difference is too great
   */
  public static double export(Path file, Path out) throws IOException {
    VoiceExpert expert = VoiceExpert.read(file);
    byte[] graph = VoiceExpertGraph.write(expert, VoiceWindows.STEPS);
    double difference = difference(expert, graph, VoiceWindows.generated(WINDOWS, 1));
    if (!(difference <= TOLERANCE)) {
      throw new IOException(
          "%s: expected logits within %s of the training framework's, found a difference of %s"
              .formatted(file, TOLERANCE, difference));
    }
    Files.write(out, graph);
    return difference;
  }

  /** Greatest difference of a logit over windows. */
  static double difference(VoiceExpert expert, byte[] graph, VoiceWindows windows) {
    float[] expected = windows.logits(expert);
    float[] found = run(graph, windows);
    double greatest = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i] - found[i]));
    }
    return greatest;
  }

  /** Logits by ONNX Runtime, {@code [n * 8]}. */
  static float[] run(byte[] graph, VoiceWindows windows) {
    int count = windows.count();
    try (OnnxSession session = OnnxSession.open("voice", graph, DeviceConfig.cpu())) {
      NativeTensor audio = NativeTensor.floats("audio");
      NativeTensor mask = NativeTensor.floats("audio_mask");
      NativeTensor expression = NativeTensor.floats("expression");
      audio.shape(count, VoiceWindows.STEPS, windows.audio().length / windows.mask().length);
      audio.floats().put(windows.audio());
      mask.shape(count, VoiceWindows.STEPS);
      mask.floats().put(windows.mask());
      expression.shape(count, VoiceExpert.CLASSES);
      session.run(List.of(audio, mask), List.of(expression));
      float[] logits = new float[count * VoiceExpert.CLASSES];
      FloatBuffer values = expression.floats();
      values.get(logits);
      return logits;
    }
  }
}
