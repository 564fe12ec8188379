package io.affectstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class DistributionITCase {

  private static final Pattern ARTIFACT = Pattern.compile("\\([^:()]+:([^:()]+):([^ ]+) - ");

  @TempDir Path folder;

  private final Distribution dist = Distribution.built();

  @Test
  void nativeCodeLiesInLibAndNothingOfFlinkOrTheBrokerDoes() throws Exception {
    List<String> lib = dist.jars("lib");
    for (String carrier :
        List.of("onnxruntime", "opencv", "openblas", "ffmpeg", "vosk", "tokenizers", "jna")) {
      assertThat(lib)
          .as(carrier)
          .anyMatch(jar -> jar.startsWith(carrier + "-") || jar.startsWith(carrier + "_"));
    }
    assertThat(lib)
        .contains("kafka-clients-4.2.2.jar")
        .noneMatch(
            jar ->
                jar.matches(
                    "(flink-(?!avro|connector-kafka)|kafka_|scala-|log4j-|slf4j-|jobs-|app-).*"));
    assertThat(dist.jars("usrlib")).containsExactly("affectstream.jar");
    Set<String> both = new TreeSet<>(lib);
    both.retainAll(dist.jars("runtime"));
    assertThat(both).isEmpty();
  }

  @Test
  void theCommandsStartFromIt() throws Exception {
    assertThat(run("affect", "version")).startsWith("affect");
    String pitch =
        run("affect", "config")
            .lines()
            .filter(l -> l.startsWith("audio."))
            .findFirst()
            .orElseThrow();
    assertThat(pitch).startsWith("audio.pitch-tracker: auto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a!b", "a:b"})
  void aFolderInWhichJavaFindsNoJarIsRefused(String name) throws Exception {
    Path bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
    Path script = Files.copy(Path.of(dist.command("affect")), bin.resolve("affect"));
    Process process =
        new ProcessBuilder("bash", script.toString(), "version").redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("expected a folder whose path has no '!' and ':'", name);
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void theBillOfMaterialsNamesEveryJar() throws Exception {
    JsonNode bill = new ObjectMapper().readTree(dist.text("licences/sbom.cyclonedx.json"));
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    Set<String> named = new TreeSet<>();
    for (JsonNode component : bill.path("components")) {
      named.add(component.path("name").asText());
    }
    List<String> unnamed = new ArrayList<>();
    for (String file : jars()) {
      String jar = file.equals("affectstream.jar") ? "jobs-" : file;
      if (named.stream().noneMatch(name -> jar.startsWith(name + "-"))) {
        unnamed.add(jar);
      }
    }
    assertThat(unnamed).isEmpty();
  }

  @Test
  void everyForeignJarHasALicenceAndTheGplIsStatedWhereItApplies() throws Exception {
    String licences = dist.text("licences/THIRD-PARTY.txt");
    assertThat(licences).doesNotContainIgnoringCase("unknown license");
    Set<String> known = new TreeSet<>();
    Matcher artifacts = ARTIFACT.matcher(licences);
    while (artifacts.find()) {
      known.add(artifacts.group(1) + "-" + artifacts.group(2));
    }
    for (String jar : jars()) {
      if (!jar.contains("SNAPSHOT") && !jar.equals("affectstream.jar")) {
        assertThat(known).as(jar).anyMatch(jar::startsWith);
      }
    }
    boolean tarsos = Distribution.withTarsos();
    assertThat(licences.contains("TarsosDSP")).isEqualTo(tarsos);
    assertThat(
            licences
                .lines()
                .anyMatch(
                    l ->
                        l.contains("TarsosDSP")
                            && l.contains("(GNU General Public License, version 3")))
        .isEqualTo(tarsos);
    assertThat(Files.exists(dist.folder().resolve("licences/GPL-3.0.txt"))).isEqualTo(tarsos);
    assertThat(jars().stream().anyMatch(jar -> jar.contains("TarsosDSP") || jar.contains("tarsos")))
        .isEqualTo(tarsos);
    assertThat(dist.text("licences/NOTICE")).contains("TarsosDSP");
  }

  private List<String> jars() throws Exception {
    return Stream.of("lib", "runtime", "usrlib").flatMap(folder -> list(folder)).toList();
  }

  private Stream<String> list(String folder) {
    try {
      return dist.jars(folder).stream();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String run(String command, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(dist.command(command)));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
