package io.affectstream.features.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table "Who may import whom" of {@code CONTRIBUTING.md} as rules on the class files of the
 * class path.
 */
public final class ModuleRules {

  private static final Path TABLE = Path.of("..", "CONTRIBUTING.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z-]+)` \\|([^|]*)\\|([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([a-z0-9.-]+)`");

  /** Root packages named otherwise than their module. */
  private static final Map<String, String> ROOTS =
      Map.of("model-export", "export", "model-cli", "models");

  /** Of the platform, or of every module. */
  private static final List<String> EVERYWHERE =
      List.of("java..", "javax.imageio..", "org.slf4j..", "com.google.errorprone..");

  private final JavaClasses product;
  private final Map<String, List<String>> allowed;

  private ModuleRules(JavaClasses product, Map<String, List<String>> allowed) {
    this.product = product;
    this.allowed = allowed;
  }

  /** The rules on what the calling module has on its class path, without tests. */
  public static ModuleRules read() throws IOException {
    JavaClasses product =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.affectstream");
    String text = Files.readString(TABLE);
    text = text.substring(text.indexOf("## Who may import whom"));
    Map<String, List<String>> allowed = new LinkedHashMap<>();
    for (Matcher row = ROW.matcher(text); row.find(); ) {
      List<String> packages = new ArrayList<>(EVERYWHERE);
      packages.add(root(row.group(1)));
      names(row.group(2)).forEach(module -> packages.add(root(module)));
      names(row.group(3)).forEach(library -> packages.add(library + ".."));
      allowed.put(row.group(1), packages);
    }
    return new ModuleRules(product, allowed);
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
  }

  private static String root(String module) {
    return "io.affectstream." + ROOTS.getOrDefault(module, module.replace('-', '.')) + "..";
  }

  /** The classes of a module; the package of features-tarsos is nested in that of features. */
  private static DescribedPredicate<JavaClass> of(String module) {
    DescribedPredicate<JavaClass> inside = resideInAnyPackage(root(module));
    return module.equals("features")
        ? inside.and(resideOutsideOfPackages(root("features-tarsos")))
        : inside;
  }

  private static SliceAssignment packagesOf(String module) {
    DescribedPredicate<JavaClass> inside = of(module);
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return inside.test(type)
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + module;
      }
    };
  }

  /** Modules of the table. */
  public List<String> modules() {
    return List.copyOf(allowed.keySet());
  }

  /** Fails if a module has no class here. */
  public void requirePresent(String module) {
    if (product.stream().noneMatch(of(module))) {
      throw new AssertionError("expected classes of the module " + module + ", found none");
    }
  }

  /** Fails if a class of the module depends on anything that the table does not list. */
  public void checkImports(String module) {
    requirePresent(module);
    classes()
        .that(of(module))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed.get(module).toArray(String[]::new)))
        .check(product);
  }

  /** Fails if packages of the module depend on each other in a circle. */
  public void checkCycles(String module) {
    requirePresent(module);
    SlicesRuleDefinition.slices()
        .assignedFrom(packagesOf(module))
        .should()
        .beFreeOfCycles()
        .check(product);
  }

  /** The classes, for rules of the caller's own. */
  public JavaClasses product() {
    return product;
  }
}
