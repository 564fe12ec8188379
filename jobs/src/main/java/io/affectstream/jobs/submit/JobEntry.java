package io.affectstream.jobs.submit;

import io.affectstream.inference.bundle.BundleException;
import io.affectstream.jobs.config.ConfigException;
import io.affectstream.jobs.topics.TopicException;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.UsageErrors;
import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Common base of the entry points for a Flink cluster. Never ends its JVM. */
final class JobEntry {

  /** Submits a job, once its options are parsed. */
  @FunctionalInterface
  interface Submit {
    void submit() throws Exception;
  }

  private JobEntry() {}

  /**
   * Parses the arguments into {@code command} and submits, unless only help was requested.
   *
   * @throws ProgramParametrizationException if the arguments, the configuration or the bundle are
   *     wrong; Flink's client prints only the message and exits with code 1
   * @throws Exception if Flink refuses the job
   */
  static void run(Object command, String[] arguments, Submit job) throws Exception {
    CommandLine line = new CommandLine(command);
    try {
      if (!CommandLine.printHelpIfRequested(line.parseArgs(arguments))) {
        job.submit();
      }
    } catch (ParameterException e) {
      throw new ProgramParametrizationException(UsageErrors.text(e));
    } catch (ConfigException | CommandFailure | TopicException | BundleException e) {
      throw new ProgramParametrizationException(
          line.getCommandSpec().qualifiedName() + ": " + e.getMessage());
    }
  }
}
