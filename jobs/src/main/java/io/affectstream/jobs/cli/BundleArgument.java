package io.affectstream.jobs.cli;

import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.analyze.BundleChoice;
import picocli.CommandLine.Parameters;

/** The bundle a command is about. */
final class BundleArgument {

  @Parameters(paramLabel = "BUNDLE", description = "Folder, zip, or name of a shipped bundle.")
  private String bundle;

  ModelSource source() throws CommandFailure {
    return BundleChoice.of(checked("BUNDLE", bundle));
  }

  /**
   * Passes a path or name through.
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
