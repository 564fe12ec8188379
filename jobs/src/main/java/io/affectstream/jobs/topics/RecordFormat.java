package io.affectstream.jobs.topics;

import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.schemas.registry.RegistryAddress;
import io.affectstream.schemas.registry.WireFormat;
import java.io.IOException;
import java.util.Collection;

/** Framing of the topics' records, from the configuration. */
public final class RecordFormat {

  private RecordFormat() {}

  /** For readers; does not connect yet. */
  public static WireFormat reading(KafkaSection kafka) {
    return kafka.registry().isEmpty()
        ? WireFormat.SINGLE_OBJECT
        : WireFormat.reading(address(kafka));
  }

  /**
   * For writers: with a registry, registers their contracts now.
   *
   * @throws IOException if the registry does not respond or refuses; states what to do
   */
  public static WireFormat writing(KafkaSection kafka, Collection<String> topics)
      throws IOException {
    return kafka.registry().isEmpty()
        ? WireFormat.SINGLE_OBJECT
        : WireFormat.registered(address(kafka), kafka.topicNames(), topics);
  }

  private static RegistryAddress address(KafkaSection kafka) {
    return new RegistryAddress(kafka.registry(), kafka.configFile());
  }
}
