package io.affectstream.export.testing;

import ai.djl.engine.Engine;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Seeds the training framework, so that untrained networks have the same weights in every run. */
public final class SeededEngine implements BeforeAllCallback, BeforeEachCallback {

  private static final int SEED = 1;

  @Override
  public void beforeAll(ExtensionContext context) {
    Engine.getInstance().setRandomSeed(SEED);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Engine.getInstance().setRandomSeed(SEED);
  }
}
