package io.affectstream.app.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.affectstream.app.cli.Affect;
import io.affectstream.features.testing.TestData;
import io.affectstream.jobs.catalogue.CatalogueModel;
import io.affectstream.jobs.catalogue.ModelFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a server and a folder of this machine. */
class ModelFetchTest {

  @TempDir Path folder;

  private final List<String> ranges = new ArrayList<>();
  private HttpServer server;
  private byte[] archive;
  private CatalogueModel model;
  private ModelFolder models;
  private volatile int breaksOffAfter = Integer.MAX_VALUE;

  @BeforeEach
  void serve() throws Exception {
    archive = zip("vosk-tiny/README", "vosk-tiny/am/final.mdl");
    model = model("vosk-tiny.zip", archive);
    models = new ModelFolder(folder.resolve("models"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/m/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] content = new byte[200_000];
    new Random(5).nextBytes(content);
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private static CatalogueModel model(String file, byte[] content) throws Exception {
    String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    URI address = URI.create("https://models.invalid/" + file);
    return new CatalogueModel(
        file.replaceAll("\\..*", ""),
        CatalogueModel.Use.SPEECH,
        "xx",
        address,
        content.length,
        sha,
        "Apache-2.0");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "" : range);
    if (!exchange.getRequestURI().getPath().equals("/m/" + model.file())) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    exchange.sendResponseHeaders(range == null ? 200 : 206, archive.length - from);
    int to = Math.min(archive.length, breaksOffAfter);
    exchange.getResponseBody().write(archive, from, Math.max(0, to - from));
    exchange.close();
  }

  private String mirror() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/m/";
  }

  private Path fetch(Optional<String> mirror) throws Exception {
    return new ModelFetch(models).fetch(model, ModelOrigin.of(model, mirror), bytes -> {});
  }

  private void assertInstalled() throws IOException {
    assertThat(models.has(model)).isTrue();
    assertThat(models.of(model).resolve("README")).hasSize(200_000);
    assertThat(models.of(model).resolve("am/final.mdl")).hasSize(200_000);
    try (Stream<Path> left = Files.list(models.path())) {
      assertThat(left).as("nothing else is left").containsExactly(models.of(model));
    }
  }

  @Test
  void aDownloadThatBrokeOffIsContinued() throws Exception {
    breaksOffAfter = 150_000;
    assertThatThrownBy(() -> fetch(Optional.of(mirror()))).isInstanceOf(IOException.class);
    assertThat(models.has(model)).isFalse();
    long begun = models.begun(model);
    assertThat(begun).isBetween(1L, 150_000L);
    breaksOffAfter = Integer.MAX_VALUE;
    AtomicLong reported = new AtomicLong();
    new ModelFetch(models)
        .fetch(model, ModelOrigin.of(model, Optional.of(mirror())), reported::addAndGet);
    assertThat(ranges).containsExactly("", "bytes=" + begun + "-");
    assertThat(reported).hasValue(model.size());
    assertInstalled();
  }

  @Test
  void aFolderServesAsMirror() throws Exception {
    Path mirror = Files.createDirectories(folder.resolve("mirror"));
    assertThatThrownBy(() -> fetch(Optional.of(mirror.toString())))
        .hasMessageContaining("the mirror does not hold")
        .isNotInstanceOf(NoNetworkException.class);
    Files.write(mirror.resolve(model.file()), archive);
    fetch(Optional.of(mirror.toString()));
    assertInstalled();
  }

  @Test
  void anotherFileOfThatNameIsDiscarded() throws Exception {
    byte[] other = archive.clone();
    other[1000]++;
    archive = other;
    assertThatThrownBy(() -> fetch(Optional.of(mirror())))
        .hasMessageContaining(
            "expected %d bytes with SHA-256 %s".formatted(model.size(), model.sha256()))
        .hasMessageContaining("discarded");
    assertThat(models.begun(model)).isZero();
    archive = Arrays.copyOf(other, other.length + 100_000);
    assertThatThrownBy(() -> fetch(Optional.of(mirror()))).hasMessageContaining("found more than");
    assertThat(models.has(model)).isFalse();
  }

  @Test
  void anArchiveThatLeadsOutOfItsFolderIsRefused() throws Exception {
    archive = zip("top/../../../outside");
    model = model("vosk-tiny.zip", archive);
    assertThatThrownBy(() -> fetch(Optional.of(mirror()))).hasMessageContaining("leads out");
    assertThat(models.has(model)).isFalse();
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  @Test
  void aMissingFileIsNoMissingNetwork() {
    model =
        new CatalogueModel(
            "no", model.use(), "", URI.create("https://models.invalid/no.zip"), 1, "", "");
    archive = new byte[1];
    assertThatThrownBy(
            () ->
                new ModelFetch(models)
                    .fetch(model, new ModelOrigin.Web(URI.create(mirror() + "other")), b -> {}))
        .isNotInstanceOf(NoNetworkException.class)
        .hasMessageContaining("found status 404");
  }

  @Test
  void withoutNetworkThereIsOneLineAndExitCode3AndTheRestWorks() throws Exception {
    server.stop(0);
    String place = folder.resolve("m").toString();
    Affect fetched =
        Affect.run("models", "fetch", "yunet-640", "--models", place, "--mirror", mirror());
    assertThat(fetched.code()).isEqualTo(3);
    assertThat(fetched.out()).isEmpty();
    assertThat(Path.of(place)).doesNotExist();
    assertThat(fetched.err().lines().toList())
        .anyMatch(line -> line.startsWith("yunet-640: 227 KB, Apache-2.0, from http://127.0.0.1"))
        .anyMatch(line -> line.matches(".*127\\.0\\.0\\.1 cannot be reached \\(.*--mirror.*"));
    Affect listed = Affect.run("models", "list", "--models", place);
    assertThat(listed.code()).isZero();
    assertThat(listed.out()).contains("vosk-model-small-en-us-0.15", "39.3 MB", "not fetched");
    Affect path = Affect.run("models", "path", "yunet-640", "--models", place);
    assertThat(path.code()).isEqualTo(1);
    assertThat(path.err()).contains("./affect models fetch yunet-640");
  }

  @Test
  void theCommandSaysWhatItFetchesAndThenWhereItIs() throws Exception {
    Path mirror = Files.createDirectories(folder.resolve("mirror"));
    Path yunet = TestData.require("models/yunet_s_640_640.onnx");
    Files.copy(yunet, mirror.resolve("yunet_s_640_640.onnx"));
    String place = folder.resolve("m").toString();
    String[] fetch = {"models", "fetch", "yunet-640", "--models", place, "--mirror", "" + mirror};
    Affect fetched = Affect.run(fetch);
    assertThat(fetched.code()).isZero();
    assertThat(fetched.err()).contains("yunet-640: 227 KB, Apache-2.0, from " + mirror);
    assertThat(fetched.out().strip()).isEqualTo(place + "/yunet_s_640_640.onnx");
    assertThat(Files.mismatch(Path.of(fetched.out().strip()), yunet)).isEqualTo(-1);
    assertThat(Affect.run(fetch).err()).contains("is there");
    assertThat(Affect.run("models", "path", "yunet-640", "--models", place).out())
        .isEqualTo(fetched.out());
    assertThat(Affect.run("models", "list", "--models", place).out())
        .contains(place + "/yunet_s_640_640.onnx");
  }
}
