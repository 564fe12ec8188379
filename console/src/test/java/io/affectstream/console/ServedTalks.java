package io.affectstream.console;

import io.affectstream.ingest.testing.TestKafka;
import java.nio.file.Path;

/** A console that shows talks from topics of its own, on a broker of its own. */
final class ServedTalks implements AutoCloseable {

  private final TestKafka kafka;
  private final TalkTopics topics;
  private final ConsoleServer server;

  private ServedTalks(TestKafka kafka, TalkTopics topics, ConsoleServer server) {
    this.kafka = kafka;
    this.topics = topics;
    this.server = server;
  }

  /** What the topics contain when the console starts. */
  @FunctionalInterface
  interface Content {
    void play(TalkTopics topics) throws Exception;
  }

  /** Starts the broker, plays the content and starts the console. */
  static ServedTalks start(
      Path folder, String prefix, ConsoleOptions options, String version, Content content)
      throws Exception {
    TestKafka kafka = new TestKafka(folder);
    TalkTopics topics = TalkTopics.create(kafka.address(), prefix);
    content.play(topics);
    return new ServedTalks(kafka, topics, ConsoleServer.start(topics.kafka(), options, version));
  }

  TalkTopics topics() {
    return topics;
  }

  ConsoleServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
    topics.close();
    kafka.close();
  }
}
