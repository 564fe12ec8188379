package io.affectstream.app.pipeline;

import io.affectstream.features.testing.TestTools;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** kcat, an independent consumer (librdkafka). */
public final class Kcat {

  private Kcat() {}

  /** Values of all committed records of a topic. */
  public static List<byte[]> readCommitted(String bootstrapServers, String topic)
      throws IOException, InterruptedException {
    Process kcat =
        new ProcessBuilder(
                TestTools.require("kcat").toString(),
                "-C",
                "-q",
                "-e",
                "-b",
                bootstrapServers,
                "-t",
                topic,
                "-X",
                "isolation.level=read_committed",
                "-f",
                "%R%s")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] all = kcat.getInputStream().readAllBytes();
    if (kcat.waitFor() != 0) {
      throw new IOException("kcat ended with " + kcat.exitValue());
    }
    List<byte[]> values = new ArrayList<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(all));
    while (in.available() > 0) {
      values.add(in.readNBytes(in.readInt()));
    }
    return values;
  }
}
