package io.affectstream.training.words;

import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.Map;

/**
 * A sentence encoder to begin with.
 *
 * @param vectors its input vectors
 * @param weights values by the names of a {@link TextNet}'s parameters; those of the head are
 *     absent
 */
public record PretrainedText(TokenVectors vectors, Map<String, float[]> weights) {

  /**
   * Copies the weights into an initialised network.
   *
   * @throws IllegalArgumentException if a weight has another size, or one of the encoder is absent
   */
  public void restore(TextNet net) {
    for (Pair<String, Parameter> parameter : net.getParameters()) {
      String name = TextNet.plainName(parameter.getKey());
      float[] values = weights.get(name);
      if (values != null && values.length == parameter.getValue().getArray().size()) {
        parameter.getValue().getArray().set(values);
      } else if (values != null || !TextNet.isHead(name)) {
        throw new IllegalArgumentException(
            "pretrained network: expected '%s' with %d values, found %s"
                .formatted(
                    name,
                    parameter.getValue().getArray().size(),
                    values == null ? "none" : String.valueOf(values.length)));
      }
    }
  }
}
