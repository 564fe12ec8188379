package io.affectstream.jobs.submit;

import io.affectstream.terminal.Version;
import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Entry point of the job for a Flink cluster; {@code flink run affectstream.jar} finds it in the
 * jar's manifest. Never ends its JVM, which may be Flink's own.
 */
@Command(
    name = "flink run affectstream.jar",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Submit the affect job to a Flink cluster.",
      "The bundle must lie under the same path on every task manager, unless it is the one shipped."
          + " Options of Flink (-d, -p, -s, -m) come before the jar."
    })
public final class JobMain {

  @Mixin private JobOptions options;

  private JobMain() {}

  /**
   * Submits the job to the cluster of the environment.
   *
   * @throws ProgramParametrizationException if the arguments, the configuration, the topics or the
   *     bundle are wrong; Flink's client prints only the message and exits with code 1
   * @throws Exception if Flink refuses the job
   */
  public static void main(String[] arguments) throws Exception {
    JobMain main = new JobMain();
    JobEntry.run(main, arguments, () -> JobSubmission.submit(main.options.read()));
  }
}
