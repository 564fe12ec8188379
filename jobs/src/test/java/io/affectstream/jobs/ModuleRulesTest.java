package io.affectstream.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may import whom: the table of the architecture. Unlisted is forbidden. */
class ModuleRulesTest {

  private static final String[] EVERYWHERE = {
    "java..", "javax.imageio..", "org.slf4j..", "com.google.errorprone.."
  };

  private static JavaClasses product;

  @BeforeAll
  static void read() {
    product =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.affectstream");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schemas    | org.apache.avro com.fasterxml.jackson
          features   | io.affectstream.schemas org.bytedeco org.jtransforms pl.edu.icm.jlargearrays ai.djl.huggingface
          features.tarsos | io.affectstream.features be.tarsos
          inference  | io.affectstream.schemas io.affectstream.features ai.onnxruntime ai.djl org.vosk org.bytedeco com.fasterxml.jackson
          operators  | io.affectstream.schemas io.affectstream.features io.affectstream.inference org.apache.flink org.apache.avro org.bytedeco
          sql        | io.affectstream.schemas org.apache.flink org.apache.avro
          ingest     | io.affectstream.schemas org.bytedeco org.apache.kafka com.fasterxml.jackson org.apache.avro org.mozilla.universalchardet
          """)
  void modulesImportWhatTheyMay(String module, String allowed) {
    String own = "io.affectstream." + module;
    List<String> packages = new ArrayList<>(List.of(EVERYWHERE));
    packages.add(own + "..");
    for (String name : allowed.split(" ")) {
      packages.add(name + "..");
    }
    classes()
        .that(resideInAnyPackage(own + "..").and(not(nested(module))))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
        .allowEmptyShould(true) // features-tarsos may be left out
        .check(product);
  }

  /** features-tarsos has a package within that of features. */
  private static DescribedPredicate<JavaClass> nested(String module) {
    return module.equals("features")
        ? resideInAnyPackage("io.affectstream.features.tarsos..")
        : not(alwaysTrue());
  }

  @Test
  void onlyJobsKnowsKafkaAndFlinkTogether() {
    ArchRule rule =
        noClasses()
            .that(not(resideInAnyPackage("io.affectstream.jobs..", "io.affectstream.ingest..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "kafka.."));
    rule.check(product);
  }

  @Test
  void withinJobsOnlyPipelineAndItsRunsKnowTheOperators() {
    noClasses()
        .that(
            resideInAnyPackage(
                "io.affectstream.jobs.cli..",
                "io.affectstream.jobs.config..",
                "io.affectstream.jobs.embedded..",
                "io.affectstream.jobs.output..",
                "io.affectstream.jobs.topics.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.affectstream.operators.."))
        .check(product);
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
                "com.fasterxml.jackson.."))
        .check(product);
  }

  @Test
  void theRulesSeeEveryModule() {
    for (String module :
        List.of("schemas", "features", "inference", "operators", "sql", "ingest", "jobs")) {
      assertThat(
              product.stream()
                  .filter(type -> type.getPackageName().startsWith("io.affectstream." + module)))
          .as(module)
          .hasSizeGreaterThan(3);
    }
  }
}
