package io.affectstream.export.voice;

import io.affectstream.export.onnx.GraphOperations;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.voice.VoiceExpert;

/**
 * Writes a {@link VoiceExpert} on windows. Inputs {@code audio [batch, W, 42]} and {@code
 * audio_mask [batch, W]}, output {@code expression [batch, 8]}, calibrated logits.
 */
public final class VoiceExpertGraph {

  private static final String PREFIX = "voice_expert_";

  private VoiceExpertGraph() {}

  /** The model file's content for windows of {@code window} steps. */
  public static byte[] write(VoiceExpert expert, int window) {
    OnnxGraph graph = new OnnxGraph("voice_expert");
    String audio = graph.input("audio", OnnxGraph.BATCH, window, AudioFrontEnd.DIMENSIONS);
    String mask = graph.input("audio_mask", OnnxGraph.BATCH, window);
    graph.output(
        "expression",
        logits(graph, expert, audio, mask, window),
        OnnxGraph.BATCH,
        VoiceExpert.CLASSES);
    return graph.toByteArray();
  }

  /**
   * Adds an expert to a graph.
   *
   * @param audio name of windows {@code [n, W, 42]}
   * @param mask name of their mask {@code [n, W]}
   * @return name of the calibrated logits {@code [n, 8]}
   */
  public static String logits(
      OnnxGraph graph, VoiceExpert expert, String audio, String mask, int window) {
    GraphOperations ops = new GraphOperations(graph, PREFIX);
    return expert.logits(ops, audio, mask, window);
  }
}
