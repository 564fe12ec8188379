package io.affectstream.inference.bundle;

import io.affectstream.inference.words.MiniLmWordEncoder;
import io.affectstream.inference.words.UtteranceEncoder;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.schemas.bundle.Manifest.TextNetwork;
import io.affectstream.schemas.bundle.WordMode;
import java.util.List;

/** Checks which vectors words get, and the network that computes them where the bundle has one. */
final class WordsCheck {

  private static final String NETWORK = "words.network";
  private static final int MIN_TOKENS = 3;
  private static final int MAX_TOKENS = 512;

  private static final List<String> ROLES =
      List.of(TextNetwork.LOG_PROBABILITIES, TextNetwork.EMBEDDING);

  private final Manifest manifest;
  private final Rules rules;
  private final Manifest.Words words;

  WordsCheck(Manifest manifest, Rules rules) {
    this.manifest = manifest;
    this.rules = rules;
    this.words = manifest.words();
  }

  void run() {
    if (!rules.known("words.mode", words.mode(), List.of(WordMode.values()))) {
      return;
    }
    if (words.mode() == WordMode.ISOLATED) {
      rules.same("words.encoder", MiniLmWordEncoder.ID, words.encoder());
      rules.same("words.dimensions", MiniLmWordEncoder.DIMENSIONS, words.dimensions());
      rules.require(words.network() == null, NETWORK, "no such key", words.network());
    } else {
      rules.same("words.encoder", UtteranceEncoder.ID, words.encoder());
      if (rules.present(NETWORK, words.network())) {
        network(words.network());
      }
    }
  }

  private void network(TextNetwork network) {
    rules.file(NETWORK + ".file", network.file(), manifest.files());
    rules.file(NETWORK + ".vocabulary", network.vocabulary(), manifest.files());
    rules.range(NETWORK + ".maxTokens", network.maxTokens(), MIN_TOKENS, MAX_TOKENS);
    rules.text(NETWORK + ".input", network.input());
    if (!rules.present(NETWORK + ".outputs", network.outputs())) {
      return;
    }
    network.outputs().keySet().forEach(role -> rules.oneOf(NETWORK + ".outputs", role, ROLES));
    int classes = size(network, TextNetwork.LOG_PROBABILITIES);
    int numbers = size(network, TextNetwork.EMBEDDING);
    if (classes > 0 && numbers > 0) {
      rules.same(
          NETWORK + ".outputs." + TextNetwork.LOG_PROBABILITIES + ".shape[1]",
          Expression.values().length,
          classes);
      rules.same("words.dimensions", classes + numbers, words.dimensions());
    }
  }

  /** Numbers of an output; 0 if it is absent or wrong, which has been noted then. */
  private int size(TextNetwork network, String role) {
    String key = NETWORK + ".outputs." + role;
    Tensor tensor = network.outputs().get(role);
    if (!rules.present(key, tensor)) {
      return 0;
    }
    rules.text(key + ".name", tensor.name());
    rules.rows(key + ".shape", tensor.shape(), 2);
    return tensor.shape() == null || tensor.shape().length != 2 ? 0 : (int) tensor.shape()[1];
  }
}
