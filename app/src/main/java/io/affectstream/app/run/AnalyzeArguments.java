package io.affectstream.app.run;

import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.console.ConsoleOptions;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.alerts.RuleSet;
import io.affectstream.jobs.config.AffectConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Arguments of {@code affect analyze}.
 *
 * @param plans one source per stream, with distinct ids
 * @param out folder of the results; exists
 * @param work opened work folder. Removed by the caller on success
 * @param config configuration including the command's flags
 * @param rules rules of alerts, if any
 * @param watch settings of the console; empty = none
 */
public record AnalyzeArguments(
    List<StreamPlan> plans,
    Path out,
    WorkFolder work,
    AffectConfig config,
    Optional<RuleSet> rules,
    Optional<ConsoleOptions> watch) {

  /** Arguments without rules and without a console. */
  public AnalyzeArguments(List<StreamPlan> plans, Path out, WorkFolder work, AffectConfig config) {
    this(plans, out, work, config, Optional.empty(), Optional.empty());
  }
}
