package io.affectstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The native libraries that a build takes on each platform ({@code docs/platforms.md}): Maven
 * chooses them by operating system and processor, and each can be fetched.
 */
@Timeout(600)
class PlatformsITCase {

  /**
   * A platform as its Java describes it.
   *
   * @param os system property {@code os.name}
   * @param arch system property {@code os.arch}
   * @param expected classifier of JavaCPP's libraries
   */
  private record Platform(String os, String arch, String expected) {}

  /** An artifact with a classifier, or without ({@code ""}). */
  private record Artifact(String group, String id, String version, String classifier) {

    /** Its checksum as a dependency: proof that it is there, in place of its 30 MB. */
    String checksum() {
      return """
          <dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
            <type>jar.sha1</type><classifier>%s</classifier></dependency>
          """
          .formatted(group, id, version, classifier);
    }
  }

  private static final List<Platform> PLATFORMS =
      List.of(
          new Platform("Linux", "amd64", "linux-x86_64"),
          new Platform("Linux", "aarch64", "linux-arm64"),
          new Platform("Mac OS X", "aarch64", "macosx-arm64"),
          new Platform("Mac OS X", "x86_64", "macosx-x86_64"),
          new Platform("Windows 11", "amd64", "windows-x86_64"));

  @TempDir Path folder;

  @Test
  void everyPlatformsLibrariesCanBeFetched() throws Exception {
    List<Artifact> all = new ArrayList<>();
    for (Platform platform : PLATFORMS) {
      Set<Artifact> natives = natives(platform);
      assertThat(natives)
          .as(platform.toString())
          .filteredOn(artifact -> artifact.group().equals("org.bytedeco"))
          .hasSize(4)
          .allSatisfy(found -> assertThat(found.classifier()).isEqualTo(platform.expected()));
      assertThat(natives)
          .as(platform.toString())
          .filteredOn(artifact -> artifact.group().equals("ai.djl.pytorch"))
          .hasSize(platform.expected().equals("macosx-x86_64") ? 0 : 1);
      all.addAll(natives);
    }
    Path pom = Files.writeString(folder.resolve("pom.xml"), pom(all));

    assertThat(maven(Map.of(), "-f", pom.toString(), "dependency:resolve")).contains("SUCCESS");
  }

  /** The artifacts with native code for one platform, from the model that Maven builds there. */
  private Set<Artifact> natives(Platform platform) throws Exception {
    Path effective = folder.resolve(platform.expected() + ".xml");
    // Maven does not run on Linux under the name of Windows, whose profile is therefore named.
    boolean windows = platform.os().startsWith("Windows");
    maven(
        windows
            ? Map.of()
            : Map.of(
                "JDK_JAVA_OPTIONS",
                "\"-Dos.name=%s\" -Dos.arch=%s".formatted(platform.os(), platform.arch())),
        "-f",
        Path.of("..", "training", "pom.xml").toString(),
        windows ? "-Pwindows-x86_64" : "-B",
        "help:effective-pom",
        "-Doutput=" + effective.toAbsolutePath());
    Document model =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(effective.toFile());
    NodeList dependencies = model.getElementsByTagName("dependency");
    Set<Artifact> natives = new LinkedHashSet<>();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      boolean managed = dependency.getParentNode().getParentNode().getNodeName().endsWith("gement");
      Artifact artifact =
          new Artifact(
              text(dependency, "groupId"),
              text(dependency, "artifactId"),
              text(dependency, "version"),
              text(dependency, "classifier"));
      // Those of JavaCV come by way of other modules; PyTorch is left to a profile of this one.
      if (!artifact.classifier().isEmpty()
          && !artifact.version().isEmpty()
          && (artifact.group().equals("org.bytedeco")
              || (artifact.group().equals("ai.djl.pytorch") && !managed))) {
        natives.add(artifact);
      }
    }
    return natives;
  }

  private static String text(Element parent, String name) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        return child.getTextContent().strip();
      }
    }
    return "";
  }

  private static String pom(List<Artifact> artifacts) {
    return """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>test</groupId><artifactId>platforms</artifactId><version>1</version>
          <packaging>pom</packaging>
          <dependencies>
        %s
          </dependencies>
        </project>
        """
        .formatted(
            new TreeSet<>(artifacts.stream().map(Artifact::checksum).toList())
                .stream().collect(Collectors.joining()));
  }

  /**
   * What Maven printed; the test is skipped, in CI failed, where Maven or the network is missing.
   */
  private String maven(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(TestTools.require("mvn").toString()));
    command.addAll(List.of("-B", "-ntp"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 && !"true".equals(System.getenv("CI"))) {
      Assumptions.assumeFalse(output.contains("Unknown host"), "needs Maven's network");
    }
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
