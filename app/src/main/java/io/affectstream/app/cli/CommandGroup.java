package io.affectstream.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Groups of commands in the order of {@code ./affect --help}. */
enum CommandGroup {
  USE("Use", "analyze", "demo", "console", "consume"),
  OPERATE(
      "Operate on Kafka and Flink",
      "run",
      "ingest",
      "transcribe",
      "replay",
      "alerts",
      "notify",
      "topics",
      "config"),
  MEASURE("Measure", "bench"),
  MAKE_MODELS("Make models", "train", "evaluate", "export", "bundle", "models"),
  HELP("Help", "completion", "version", "help");

  private final String heading;

  @SuppressWarnings("ImmutableEnumChecker") // the list is
  private final List<String> commands;

  CommandGroup(String heading, String... commands) {
    this.heading = heading;
    this.commands = List.of(commands);
  }

  /** Names of the commands. */
  List<String> commands() {
    return commands;
  }

  /** Lists the commands of a command line by group. */
  static void show(CommandLine affect) {
    Map<String, CommandLine.IHelpSectionRenderer> sections = affect.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroup::list);
  }

  private static String list(Help help) {
    StringBuilder text = new StringBuilder();
    for (CommandGroup group : values()) {
      Map<String, Help> members = new LinkedHashMap<>();
      group.commands.stream()
          .filter(help.subcommands()::containsKey)
          .forEach(name -> members.put(name, help.subcommands().get(name)));
      if (!members.isEmpty()) {
        text.append("%n%s%n".formatted(group.heading)).append(help.commandList(members));
      }
    }
    return text.toString();
  }
}
