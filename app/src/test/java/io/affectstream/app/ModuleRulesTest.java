package io.affectstream.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.ModuleRules;
import io.affectstream.terminal.ExitCoded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module table of {@code CONTRIBUTING.md}, for every module that runs. */
class ModuleRulesTest {

  /** Checked by separate tests with these modules on the class path. */
  private static final List<String> ELSEWHERE =
      List.of("training", "model-export", "model-cli", "bench");

  private static ModuleRules rules;

  @BeforeAll
  static void read() throws Exception {
    rules = ModuleRules.read();
  }

  static List<String> runtimeModules() throws Exception {
    return ModuleRules.read().modules().stream()
        .filter(module -> !ELSEWHERE.contains(module))
        .filter(module -> !module.equals("features-tarsos") || hasTarsos())
        .toList();
  }

  /** A build without TarsosDSP lacks the module. */
  private static boolean hasTarsos() {
    return ModuleRulesTest.class.getResource("/io/affectstream/features/tarsos") != null;
  }

  @ParameterizedTest
  @MethodSource("runtimeModules")
  void modulesImportWhatTheyMay(String module) {
    rules.checkImports(module);
  }

  @ParameterizedTest
  @MethodSource("runtimeModules")
  void packagesOfAModuleHaveNoCycle(String module) {
    rules.checkCycles(module);
  }

  @Test
  void theTableListsEveryModuleWithCode() throws Exception {
    try (Stream<Path> folders = Files.list(Path.of(".."))) {
      List<String> modules =
          folders
              .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
              .map(folder -> folder.getFileName().toString())
              .toList();
      assertThat(rules.modules()).containsExactlyInAnyOrderElementsOf(modules);
    }
  }

  @Test
  void theConfigurationDependsOnNothingThatRuns() {
    classes()
        .that(resideInAnyPackage("io.affectstream.jobs.config.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "io.affectstream.jobs.config..",
                    "io.affectstream.schemas..",
                    "com.fasterxml.jackson..")
                .or(type(ExitCoded.class)))
        .check(rules.product());
  }
}
