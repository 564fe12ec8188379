package io.affectstream.app.cluster;

import io.affectstream.app.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker in its own JVM, with arguments folder and port. SIGTERM stops it cleanly. */
final class BrokerMain {

  private BrokerMain() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedKafka kafka =
        EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
    System.out.println(BrokerProcess.READY);
    new CountDownLatch(1).await();
  }
}
