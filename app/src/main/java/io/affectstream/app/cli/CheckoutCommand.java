package io.affectstream.app.cli;

import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command of a source checkout whose code is in another jar: listed here, run by the script
 * {@code affect}, which starts that jar.
 */
enum CheckoutCommand implements Callable<Integer> {
  BENCH("Measure the product: files, live streams, scaling, where time goes."),
  TRAIN("Train the models."),
  EVALUATE("Measure networks and bundles on labelled data."),
  EXPORT("Make bundles from trained networks.");

  private final String description;

  CheckoutCommand(String description) {
    this.description = description;
  }

  /** Adds all of them to a command line. */
  static void addTo(CommandLine affect) {
    for (CheckoutCommand command : values()) {
      CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
      spec.usageMessage()
          .description(command.description, "Its options: ./affect " + command.label() + " --help");
      affect.addSubcommand(command.label(), spec);
    }
  }

  /** Name on the command line. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(
        ExitCode.USAGE,
        "expected the script 'affect' of a source checkout, found this jar alone; run ./affect %s"
            .formatted(label()));
  }
}
