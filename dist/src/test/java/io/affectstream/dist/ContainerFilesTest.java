package io.affectstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.affectstream.jobs.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the container files with hadolint and with the parser of {@code docker compose}. */
class ContainerFilesTest {

  private static final Path DOCKER = Path.of("..", "docker").toAbsolutePath().normalize();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static Tools.Result compose(Path folder, String... files) throws Exception {
    return Tools.run(folder, "compose-spec", files);
  }

  private static Tools.Result hadolint(Path file) throws Exception {
    return Tools.run(DOCKER, "hadolint", "--no-color", file.toString());
  }

  @Test
  void theDockerfileHasNoFindings() throws Exception {
    Tools.Result result = hadolint(DOCKER.resolve("Dockerfile"));
    assertThat(result.output()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void aMistakeInTheDockerfileIsFound(@TempDir Path folder) throws Exception {
    String text = Files.readString(DOCKER.resolve("Dockerfile"));
    Path wrong =
        Files.writeString(folder.resolve("Dockerfile"), text.replace("USER 9999:9999", "USER 0"));
    Tools.Result result = hadolint(wrong);
    assertThat(result.code()).isNotZero();
    assertThat(result.output()).contains("DL3002");
  }

  @Test
  void bothImagesRunAsFlinksUserAndAreChecked() throws Exception {
    String text = Files.readString(DOCKER.resolve("Dockerfile"));
    for (String target : List.of("cpu", "gpu")) {
      String stage = text.substring(text.indexOf(" AS " + target + "\n"));
      int end = stage.indexOf("\nFROM ");
      stage = end < 0 ? stage : stage.substring(0, end);
      assertThat(stage)
          .contains("\nUSER 9999:9999\nWORKDIR", "\nHEALTHCHECK ", "ORT_DISABLE_TELEMETRY=1")
          .doesNotContain("\nADD ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "compose.yaml, affectstream:0.1.0-SNAPSHOT-cpu",
    "compose.gpu.yaml, affectstream:0.1.0-SNAPSHOT-gpu"
  })
  void composeAcceptsTheServices(String override, String image) throws Exception {
    Tools.Result result =
        override.equals("compose.yaml")
            ? compose(DOCKER, "compose.yaml")
            : compose(DOCKER, "compose.yaml", override);
    assertThat(result.code()).as(result.output()).isZero();
    JsonNode services = YAML.readTree(result.output()).path("services");
    assertThat(services.fieldNames())
        .toIterable()
        .contains(
            "kafka", "topics", "affect-jobmanager", "affect-taskmanager", "prometheus", "grafana");
    assertThat(services.at("/affect-jobmanager/image").asText()).isEqualTo(image);
    boolean gpu = override.contains("gpu");
    assertThat(
            services
                .at("/affect-taskmanager/deploy/resources/reservations/devices/0/driver")
                .asText())
        .isEqualTo(gpu ? "nvidia" : "");
    services
        .properties()
        .forEach(
            service -> {
              service
                  .getValue()
                  .path("ports")
                  .forEach(
                      port ->
                          assertThat(port.path("host_ip").asText())
                              .as(service.getKey())
                              .isEqualTo("127.0.0.1"));
              service
                  .getValue()
                  .path("volumes")
                  .forEach(
                      mount -> {
                        if (mount.path("type").asText().equals("bind")) {
                          assertThat(mount.path("read_only").asBoolean())
                              .as("%s: %s", service.getKey(), mount)
                              .isTrue();
                        }
                      });
            });
  }

  @Test
  void aMistakeInTheServicesIsRefused(@TempDir Path folder) throws Exception {
    String text = Files.readString(DOCKER.resolve("compose.yaml"));
    Path wrong = folder.resolve("compose.yaml");
    Files.writeString(
        wrong,
        text.replace(
            "    restart: unless-stopped\n    environment:",
            "    restarts: always\n    environment:"));
    assertThat(compose(folder, "compose.yaml"))
        .satisfies(result -> assertThat(result.code()).isNotZero())
        .satisfies(result -> assertThat(result.output()).contains("restarts"));
    Files.writeString(wrong, text.replace("condition: service_healthy", "condition: service_well"));
    assertThat(compose(folder, "compose.yaml"))
        .satisfies(result -> assertThat(result.code()).isNotZero())
        .satisfies(result -> assertThat(result.output()).contains("condition"));
  }

  @Test
  void theSettingsOfTheServicesAreValid() throws Exception {
    assertThat(
            ConfigReader.read(Optional.of(DOCKER.resolve("affect.yaml")), List.of())
                .kafka()
                .bootstrapServers())
        .isEqualTo("kafka:19092");
  }

  @Test
  void everyPanelAsksTheProvisionedSource() throws Exception {
    String uid =
        YAML.readTree(DOCKER.resolve("grafana/provisioning/datasources/prometheus.yml").toFile())
            .at("/datasources/0/uid")
            .asText();
    JsonNode dashboard =
        YAML.readTree(DOCKER.resolve("grafana/dashboards/affectstream.json").toFile());
    int panels = 0;
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.at("/datasource/uid").asText()).isEqualTo(uid);
        assertThat(target.path("expr").asText()).isNotBlank();
        panels++;
      }
    }
    assertThat(panels).isGreaterThan(15);
  }
}
