package io.affectstream.console.topics;

import io.affectstream.console.api.Position;
import java.util.List;

/** Is notified by the thread that reads the live end of the topics. */
public interface TopicListener {

  /** Partitions are read from now on, from these offsets. */
  void assigned(Position from);

  /** Records were read, in the order of each partition. */
  void read(List<TopicRecord> records);

  /** Kafka responds again. */
  void connected();

  /** Kafka does not respond. */
  void disconnected(String why);
}
