package io.affectstream.app.cli.options;

import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.pipeline.BundleChoice;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import picocli.CommandLine.Parameters;

/** Bundle argument of a command. */
public final class BundleArgument {

  @Parameters(paramLabel = "BUNDLE", description = "Folder, zip, or name of a shipped bundle.")
  private String bundle;

  /** The bundle; fails with exit code 2 if there is none of that path or name. */
  public ModelSource source() throws CommandFailure {
    return BundleChoice.of(checked("BUNDLE", bundle));
  }

  /**
   * Returns a path or name unchanged.
   *
   * @throws CommandFailure if there is no such bundle
   */
  static String checked(String option, String bundle) throws CommandFailure {
    if (!BundleChoice.exists(bundle)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s: expected a folder, a zip or the name of a shipped bundle, found none at '%s'"
              .formatted(option, bundle));
    }
    return bundle;
  }
}
