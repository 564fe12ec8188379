package io.affectstream.app.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.schemas.registry.PortableSchema;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code affect topics schema}. */
@Command(
    name = "schema",
    description = "Print the Avro schema of a topic's records, complete in one file.")
final class TopicsSchemaCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;

  @Parameters(paramLabel = "TOPIC", description = "For example affect.events.")
  private String topic;

  TopicsSchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AffectConfig config = kafka.read(List.of());
    Map<String, Schema> contracts = WireFormat.contracts(config.kafka().topicNames());
    Schema schema = contracts.get(topic);
    if (schema == null) {
      throw new CommandFailure(
          ExitCode.USAGE, "expected one of %s, found '%s'".formatted(contracts.keySet(), topic));
    }
    console.out().print(PortableSchema.pretty(schema));
    console.out().flush();
    return ExitCode.OK;
  }
}
