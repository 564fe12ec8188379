package io.affectstream.app.cli;

import io.affectstream.app.cli.options.ServeOptions;
import io.affectstream.app.run.Watch;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code affect console}: the page and its API. */
@Command(
    name = "console",
    description = {
      "Serve a page that shows the streams live, and an HTTP and WebSocket API.",
      "Reads the topics only. Ctrl-C stops it."
    })
final class ConsoleCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;
  @Mixin private ServeOptions serve;

  ConsoleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AffectConfig config = kafka.readWithCluster(List.of());
    Watch.serve(config.kafka(), serve.read(), console);
    return ExitCode.OK;
  }
}
