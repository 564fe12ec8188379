package io.affectstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.affectstream.ingest.testing.TestKafka;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that an npm generator makes of the OpenAPI document works with the server. */
@Timeout(180)
class ClientITCase {

  private static final String MODULES = "NODE_PATH";
  private static final List<String> PACKAGES =
      List.of("openapi-typescript", "openapi-fetch", "typescript");

  @TempDir Path folder;

  @Test
  void aGeneratedClientReadsAllPagesAndGetsTypedErrors() throws Exception {
    Path modules = modules();
    Files.createSymbolicLink(folder.resolve("node_modules"), modules);
    Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
    try (TestKafka kafka = new TestKafka(Files.createDirectories(folder.resolve("kafka")));
        TalkTopics topics = TalkTopics.create(kafka.address(), "client")) {
      topics.play(List.of("talk"), 0, 450);
      try (ConsoleServer server =
          ConsoleServer.start(topics.kafka(), Options.retaining(300), "0.1.0")) {
        Api api = new Api(server.address());
        Api.await("rows", () -> api.rows("talk") == 450);
        String address = server.address().toString();
        run("node", bin("openapi-typescript"), address + "api/openapi.json", "-o", "console.d.ts");
        copy("client.ts");
        run(
            "node",
            bin("typescript/bin/tsc"),
            "--strict",
            "--target",
            "es2022",
            "--module",
            "nodenext",
            "--skipLibCheck",
            "--lib",
            "es2022,dom",
            "client.ts");
        JsonNode printed =
            Api.JSON.readTree(
                run("node", "client.js", address.substring(0, address.length() - 1), "talk"));
        assertThat(printed.path("phase").asText()).isEqualTo("OPEN");
        assertThat(printed.path("rows").asInt()).isEqualTo(450);
        assertThat(printed.path("last").asInt()).isEqualTo(449);
        assertThat(printed.path("code").asText()).isEqualTo("UNKNOWN_STREAM");
        assertThat(printed.path("probability").asDouble()).isBetween(0.0, 1.0);
      }
    }
  }

  private static String bin(String path) {
    return path.contains("/") ? "node_modules/" + path : "node_modules/" + path + "/bin/cli.js";
  }

  private void copy(String name) throws IOException {
    try (InputStream in = ClientITCase.class.getResourceAsStream("/client/" + name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  /** The folder of packages; skips the test without it, except in CI, where it fails. */
  private static Path modules() {
    Optional<Path> modules =
        Optional.ofNullable(System.getenv(MODULES))
            .map(Path::of)
            .filter(path -> PACKAGES.stream().allMatch(name -> Files.exists(path.resolve(name))));
    if (modules.isEmpty()) {
      String missing = "npm packages %s are not installed in %s".formatted(PACKAGES, MODULES);
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      Assumptions.abort(missing);
    }
    return modules.orElseThrow();
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
