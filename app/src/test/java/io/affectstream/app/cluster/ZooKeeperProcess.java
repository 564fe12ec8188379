package io.affectstream.app.cluster;

import io.affectstream.app.embedded.FreePorts;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Flink's ZooKeeper in a separate process, which stores the jobs. */
final class ZooKeeperProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LOOK_MILLIS = 50;

  private final JavaProcess process;
  private final int port;

  private ZooKeeperProcess(JavaProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one; all its files are below the folder. */
  static ZooKeeperProcess start(Path folder) throws Exception {
    int port = FreePorts.find(1)[0];
    Path data = Files.createDirectories(folder.resolve("data"));
    Path settings = folder.resolve("zoo.cfg");
    Files.writeString(
        settings,
        "dataDir=%s%nclientPortAddress=127.0.0.1%nclientPort=%d%nadmin.enableServer=false%n"
            .formatted(data, port));
    JavaProcess process =
        JavaProcess.start(
            folder,
            "zookeeper",
            new JavaProcess.Setting(FlinkProcesses.classPath(), Map.of()),
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
            List.of(settings.toString()));
    ZooKeeperProcess server = new ZooKeeperProcess(process, port);
    try {
      server.awaitUp();
      return server;
    } catch (Exception | AssertionError e) {
      server.close();
      throw e;
    }
  }

  private void awaitUp() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      process.requireSound();
      if (System.nanoTime() > end) {
        throw new AssertionError("ZooKeeper did not start: " + process.tail());
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private boolean answers() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  /** Flink's settings for it. */
  Map<String, String> highAvailability(Path storage) {
    return Map.of(
        "high-availability.type",
        "zookeeper",
        "high-availability.zookeeper.quorum",
        "127.0.0.1:" + port,
        "high-availability.storageDir",
        storage.toUri().toString());
  }

  @Override
  public void close() {
    process.close();
  }
}
