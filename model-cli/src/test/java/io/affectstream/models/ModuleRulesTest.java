package io.affectstream.models;

import io.affectstream.features.testing.ModuleRules;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The module table of {@code CONTRIBUTING.md}, for the modules that are only on this module's class
 * path.
 */
class ModuleRulesTest {

  private static ModuleRules rules;

  @BeforeAll
  static void read() throws Exception {
    rules = ModuleRules.read();
  }

  @ParameterizedTest
  @ValueSource(strings = {"training", "model-export", "model-cli"})
  void modulesImportWhatTheyMay(String module) {
    rules.checkImports(module);
  }

  @ParameterizedTest
  @ValueSource(strings = {"training", "model-export", "model-cli"})
  void packagesOfAModuleHaveNoCycle(String module) {
    rules.checkCycles(module);
  }
}
