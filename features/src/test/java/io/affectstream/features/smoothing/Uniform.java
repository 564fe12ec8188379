package io.affectstream.features.smoothing;

import io.affectstream.features.smoothing.SmoothingConfig.Rule;
import java.util.Collections;

/** The same rule for every class. */
final class Uniform {

  private Uniform() {}

  static SmoothingConfig rule(int classes, Rule rule) {
    return new SmoothingConfig(Collections.nCopies(classes, rule));
  }
}
