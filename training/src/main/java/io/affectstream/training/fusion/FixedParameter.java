package io.affectstream.training.fusion;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;

/** Parameters that are stored with a network but not trained. */
final class FixedParameter {

  private FixedParameter() {}

  static Parameter of(String name, int size, Initializer initializer) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.OTHER)
        .optShape(new Shape(size))
        .optInitializer(initializer)
        .optRequiresGrad(false)
        .build();
  }
}
