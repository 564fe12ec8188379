package io.affectstream.schemas.registry;

import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.AffectRule;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Framing of the records of an installation: self-describing, or with the id of a schema in a
 * registry. Both framings are read in either case, so that topics can be migrated; reading registry
 * framing requires a registry.
 *
 * <p>{@link #registered} requests the ids of all written schemas once, before anything starts; they
 * are part of the job, so that writing never needs the registry.
 */
public final class WireFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Avro single-object encoding; no registry. */
  public static final WireFormat SINGLE_OBJECT = new WireFormat(null, Map.of());

  private final RegistryAddress registry;
  private final HashMap<String, Integer> ids;

  private WireFormat(RegistryAddress registry, Map<String, Integer> ids) {
    this.registry = registry;
    this.ids = new HashMap<>(ids);
  }

  /** For readers. */
  public static WireFormat reading(RegistryAddress registry) {
    return new WireFormat(registry, Map.of());
  }

  /**
   * Registers the contracts of topics that will be written, unless the registry has them.
   *
   * @param written names of topics, some of {@link #contracts}
   * @throws RegistryException if the registry does not respond or refuses
   */
  public static WireFormat registered(
      RegistryAddress registry, Topics topics, Collection<String> written) throws IOException {
    SchemaRegistry client = new SchemaRegistry(registry);
    Map<String, Integer> ids = new HashMap<>();
    for (Map.Entry<String, Schema> contract : contracts(topics).entrySet()) {
      if (written.contains(contract.getKey())) {
        ids.put(
            contract.getValue().getFullName(),
            client.register(contract.getKey() + "-value", contract.getValue()));
      }
    }
    return new WireFormat(registry, ids);
  }

  /**
   * Contract of each topic, inputs first. The topic of provisional results has events too, with the
   * contract of final events.
   */
  public static Map<String, Schema> contracts(Topics topics) {
    Map<String, Schema> contracts = new LinkedHashMap<>();
    contracts.put(topics.streams(), StreamDescriptor.getClassSchema());
    contracts.put(topics.video(), VideoFrame.getClassSchema());
    contracts.put(topics.audio(), AudioChunk.getClassSchema());
    contracts.put(topics.transcripts(), Transcript.getClassSchema());
    contracts.put(topics.rules(), AffectRule.getClassSchema());
    contracts.put(topics.frames(), AffectFrame.getClassSchema());
    contracts.put(topics.events(), AffectEvent.getClassSchema());
    contracts.put(topics.alerts(), AffectAlert.getClassSchema());
    contracts.put(topics.deadLetters(), DeadLetter.getClassSchema());
    contracts.put(topics.live(), AffectFrame.getClassSchema());
    return contracts;
  }

  /** Codec of a contract; not thread-safe. */
  public <T extends SpecificRecord> WireCodec<T> codec(Class<T> contract) {
    WireCodec<T> codec = WireCodec.of(contract);
    if (registry != null) {
      codec.withSchemas(new SchemaRegistry(registry));
      String name = SpecificData.getForClass(contract).getSchema(contract).getFullName();
      Optional.ofNullable(ids.get(name)).ifPresent(codec::withSchemaId);
    }
    return codec;
  }
}
