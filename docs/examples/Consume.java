import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.wire.WireCodec;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Episodes of expressions of one stream, until it is closed: BROKERS STREAM [CLIENT.properties]. */
public final class Consume {

  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    if (arguments.length > 2) {
      try (Reader file = Files.newBufferedReader(Path.of(arguments[2]))) {
        properties.load(file);
      }
    }
    properties.put("bootstrap.servers", arguments[0]);
    properties.put("isolation.level", "read_committed"); // else results of aborted transactions too
    properties.put("enable.auto.commit", "false");

    WireCodec<AffectEvent> codec = WireCodec.of(AffectEvent.class);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("affect.events").stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      boolean closed = false;
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (record.key().equals(arguments[1])) { // the key is the stream
            AffectEvent event = codec.decode(record.value());
            closed |= event.getKind() == EventKind.STREAM_CLOSED;
            if (event.getKind() == EventKind.EPISODE_CLOSED && event.getExpression() != null) {
              System.out.printf(
                  "%s face %d: %s from %d to %d us%n",
                  event.getStream(),
                  event.getFace(),
                  event.getExpression(),
                  event.getOnset(),
                  event.getOffset());
            }
          }
        }
      }
    }
  }
}
