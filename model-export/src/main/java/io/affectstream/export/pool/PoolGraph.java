package io.affectstream.export.pool;

import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.GraphOperations;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.training.pool.CertaintyBounds;
import io.affectstream.training.pool.ExpertAnswer;
import io.affectstream.training.pool.ExpertPool;
import io.affectstream.training.pool.PoolStudy;
import io.affectstream.training.pool.VoiceActivity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fusion graph of a pool of experts: log probabilities of the centre's face, the voice expert
 * on the window around the centre, log probabilities of the word held at the centre. Outputs
 * {@value #EXPRESSION} {@code [batch, 8]}, logits, and {@value #CERTAINTY} {@code [batch, 2]}.
 */
final class PoolGraph {

  /** Logits of the expressions. */
  static final String EXPRESSION = "expression";

  /** Bounds below which a row is uncertain and a class is not in its set. */
  static final String CERTAINTY = "certainty";

  private static final int CLASSES = ExpertAnswer.CLASSES;
  private static final int AUDIO = AudioFrontEnd.DIMENSIONS;

  private final OnnxGraph graph = new OnnxGraph("expert_pool");
  private final GraphOperations ops = new GraphOperations(graph, "pool_");
  private final int halo;
  private int constants;

  private PoolGraph(int halo) {
    this.halo = halo;
  }

  /**
   * The model file's content.
   *
   * @param fitted pool, bounds and voice expert
   * @param words numbers of a word's vector, the log probabilities first
   * @param halo steps M to each side of a centre
   */
  static byte[] write(PoolStudy.Fitted fitted, int words, int halo) {
    return new PoolGraph(halo).build(fitted, words);
  }

  private byte[] build(PoolStudy.Fitted fitted, int words) {
    String face = graph.input("static", OnnxGraph.BATCH, CLASSES);
    String hasFace = graph.input("static_mask", OnnxGraph.BATCH);
    String audio = graph.input("audio", OnnxGraph.ROWS, OnnxGraph.STEPS, AUDIO);
    String audioMask = graph.input("audio_mask", OnnxGraph.ROWS, OnnxGraph.STEPS);
    String vectors = graph.input("words", OnnxGraph.ROWS, OnnxGraph.STEPS, words);
    String wordsMask = graph.input("words_mask", OnnxGraph.ROWS, OnnxGraph.STEPS);
    String row = graph.indices("row", OnnxGraph.BATCH);
    String step = graph.indices("step", OnnxGraph.BATCH);

    String places = places(row, step);
    int window = 2 * halo + 1;
    String sound = graph.add("GatherND", List.of(audio, places));
    String mask = graph.add("GatherND", List.of(audioMask, places));
    String voice =
        ops.clip(
            logSoftmax(fitted.voice().logits(ops, sound, mask, window)), ExpertAnswer.MIN_LOG, 0);
    String speaks = VoiceActivity.of(ops, sound, mask, window);
    String said = graph.add("GatherND", List.of(wordsMask, places));
    String speech = ops.clip(heldWord(vectors, places, said), ExpertAnswer.MIN_LOG, 0);
    String hasWords = graph.add("ReduceMax", List.of(said), Attribute.of("axes", new long[] {1}));

    List<String> logs = List.of(ops.clip(face, ExpertAnswer.MIN_LOG, 0), voice, speech);
    List<String> present = List.of(ops.unsqueeze(hasFace, 1), speaks, hasWords);
    ExpertPool pool = fitted.pool();
    CertaintyBounds certainty = fitted.certainty();
    graph.output(EXPRESSION, pool.logits(ops, logs, present), OnnxGraph.BATCH, CLASSES);
    graph.output(CERTAINTY, certainty.of(ops, present), OnnxGraph.BATCH, 2);
    return graph.toByteArray();
  }

  private String logSoftmax(String logits) {
    return graph.add("LogSoftmax", List.of(logits), Attribute.of("axis", 1));
  }

  /** Row and step of every step of each centre's window, {@code [n, W, 2]}. */
  private String places(String row, String step) {
    long[] offsets = new long[2 * halo + 1];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (long) i - halo;
    }
    String steps = graph.add("Add", List.of(ops.unsqueeze(step, 1), integers(offsets)));
    String rows =
        graph.add("Add", List.of(ops.unsqueeze(row, 1), integers(new long[offsets.length])));
    return ops.concat(2, ops.unsqueeze(rows, 2), ops.unsqueeze(steps, 2));
  }

  /** Log probabilities of the last word up to the centre, else of the first after it. */
  private String heldWord(String vectors, String places, String said) {
    float[] worth = new float[2 * halo + 1];
    for (int i = 0; i < worth.length; i++) {
      worth[i] = i <= halo ? worth.length + i : worth.length - i;
    }
    String ranked = ops.multiply(said, ops.constant(worth, 1, worth.length));
    String best =
        graph.add("ArgMax", List.of(ranked), Attribute.of("axis", 1), Attribute.of("keepdims", 1));
    String place = graph.add("GatherND", List.of(places, best), Attribute.of("batch_dims", 1));
    return ops.slice(graph.add("GatherND", List.of(vectors, place)), 1, 0, CLASSES);
  }

  private String integers(long... values) {
    return graph.integers("integers_" + constants++, values);
  }

  /**
   * The graph's inputs by role.
   *
   * @param words numbers of a word's vector
   */
  static Map<String, Tensor> inputs(int words) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    put(inputs, "audio", -1, -1, AUDIO);
    put(inputs, "audio_mask", -1, -1);
    put(inputs, "words", -1, -1, words);
    put(inputs, "words_mask", -1, -1);
    put(inputs, "static", -1, CLASSES);
    put(inputs, "static_mask", -1);
    put(inputs, "row", -1);
    put(inputs, "step", -1);
    return inputs;
  }

  private static void put(Map<String, Tensor> inputs, String name, long... shape) {
    inputs.put(name, new Tensor(name, shape));
  }
}
