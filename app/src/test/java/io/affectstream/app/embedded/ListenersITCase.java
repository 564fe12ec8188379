package io.affectstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.config.FlinkSection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Listening addresses of the embedded runtime, from the kernel's tables. */
@Timeout(180)
class ListenersITCase {

  private static final Path KERNEL = Path.of("/proc/self/net");
  private static final String LISTENING = "0A";

  /** 127.0.0.1, ::1 and 127.0.0.1 as IPv6, in the kernel's notation. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

  @TempDir Path folder;

  @Test
  void everyPortIsOnTheLoopbackAddressByDefault() throws Exception {
    assumeTrue(Files.exists(KERNEL.resolve("tcp")), "needs the tables of a Linux kernel (/proc)");
    Set<String> before = new HashSet<>(listeners());
    int port = FreePorts.find(1)[0];
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        EmbeddedFlink flink = EmbeddedFlink.start(folder.resolve("flink"), config(port))) {
      assertThat(metrics(port)).contains("flink_jobmanager_Status_JVM");
      List<String> opened = listeners();
      opened.removeAll(before);
      assertThat(opened)
          .anyMatch(address -> address.endsWith(":%04X".formatted(flink.webAddress().getPort())))
          .anyMatch(address -> address.endsWith(":%04X".formatted(port)))
          .anyMatch(
              address -> address.endsWith(":%04X".formatted(portOf(kafka.bootstrapServers()))))
          .allMatch(address -> LOOPBACK.contains(address.substring(0, address.indexOf(':'))));
    }
  }

  @Test
  void metricsAreOfferedToOthersWhenConfigured() throws Exception {
    assumeTrue(Files.exists(KERNEL.resolve("tcp")), "needs the tables of a Linux kernel (/proc)");
    int port = FreePorts.find(1)[0];
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            folder.resolve("flink"), config(port, "flink.prometheus-host=0.0.0.0"))) {
      assertThat(flink.webAddress().getHost()).isEqualTo("127.0.0.1");
      assertThat(listeners()).anyMatch(address -> address.matches("0+:%04X".formatted(port)));
    }
  }

  private static FlinkSection config(int port, String... further) throws Exception {
    List<String> flags = new ArrayList<>(List.of(further));
    flags.add("flink.prometheus-port=" + port);
    flags.add("flink.parallelism=1");
    return ConfigReader.read(Optional.empty(), flags).flink();
  }

  private static int portOf(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static String metrics(int port) throws Exception {
    URI address = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }

  /** ADDRESS:PORT, in hexadecimal, of all listening sockets of this process. */
  private static List<String> listeners() throws IOException {
    Set<String> own = sockets();
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(KERNEL.resolve(table))) {
        String[] fields = line.strip().split(" +");
        if (fields.length > 9 && fields[3].equals(LISTENING) && own.contains(fields[9])) {
          addresses.add(fields[1]);
        }
      }
    }
    return addresses;
  }

  /** Inodes of this process's sockets. */
  private static Set<String> sockets() throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : open.toList()) {
        target(descriptor)
            .filter(target -> target.startsWith("socket:["))
            .ifPresent(target -> inodes.add(target.substring(8, target.length() - 1)));
      }
    }
    return inodes;
  }

  private static Optional<String> target(Path descriptor) throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor).toString());
    } catch (NoSuchFileException e) {
      return Optional.empty(); // closed in the meantime
    }
  }
}
