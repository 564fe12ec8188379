package io.affectstream.app.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.topics.RecordFormat;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.jobs.topics.TopicException;
import io.affectstream.jobs.topics.TopicReport;
import io.affectstream.jobs.topics.TopicReport.State;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Prints reports on topics. */
final class TopicReports {

  private TopicReports() {}

  static int create(AffectConfig config, Console console)
      throws TopicException, IOException, InterruptedException {
    try (TopicAdmin admin = connect(config)) {
      int code = print(admin.create(), console);
      register(config.kafka(), console);
      return code;
    }
  }

  static int describe(AffectConfig config, Console console)
      throws TopicException, InterruptedException {
    try (TopicAdmin admin = connect(config)) {
      return print(admin.describe(), console);
    }
  }

  private static void register(KafkaSection kafka, Console console) throws IOException {
    if (!kafka.registry().isEmpty()) {
      Collection<String> topics = WireFormat.contracts(kafka.topicNames()).keySet();
      RecordFormat.writing(kafka, topics);
      console.line("%d contracts are registered at %s".formatted(topics.size(), kafka.registry()));
    }
  }

  private static TopicAdmin connect(AffectConfig config) throws TopicException {
    return TopicAdmin.connect(config.kafka(), config.topics());
  }

  private static int print(List<TopicReport> reports, Console console) {
    for (TopicReport report : reports) {
      String state =
          switch (report.state()) {
            case CREATED -> "created, ";
            case AS_EXPECTED -> "as expected, ";
            case DIFFERS -> "differs, ";
            case MISSING -> "missing";
          };
      String partitions =
          report.state() == State.MISSING ? "" : report.partitions() + " partitions";
      console.line(report.name() + ": " + state + partitions);
      report.differences().forEach(difference -> console.line("  " + difference));
    }
    boolean missing = reports.stream().anyMatch(report -> report.state() == State.MISSING);
    return missing ? ExitCode.FAILED : ExitCode.OK;
  }
}
