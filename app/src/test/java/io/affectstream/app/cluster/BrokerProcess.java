package io.affectstream.app.cluster;

import io.affectstream.app.embedded.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A Kafka broker in a separate process that can be stopped and restarted on its data. */
final class BrokerProcess implements AutoCloseable {

  static final String READY = "broker takes requests";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LOOK_MILLIS = 50;

  private final Path folder;
  private final int port;
  private JavaProcess process;
  private int started;

  private BrokerProcess(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts one; all its files are below the folder. */
  static BrokerProcess start(Path folder) throws Exception {
    BrokerProcess broker = new BrokerProcess(Files.createDirectories(folder), FreePorts.find(1)[0]);
    broker.start();
    return broker;
  }

  /** Starts it again. */
  void start() throws Exception {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    process =
        JavaProcess.start(
            folder,
            "broker-" + started++,
            new JavaProcess.Setting(classPath, Map.of()),
            List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"),
            BrokerMain.class.getName(),
            List.of(folder.resolve("data").toString(), Integer.toString(port)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!process.output().contains(READY)) {
      process.requireSound();
      if (System.nanoTime() > end) {
        process.close();
        throw new AssertionError("the broker did not start: " + process.tail());
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Address for clients. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** Stops it cleanly; keeps its data. */
  void stop() throws IOException, InterruptedException {
    process.terminate(PATIENCE);
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
