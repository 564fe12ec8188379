package io.affectstream.bench.profile;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs another program and reads its speed from its output. */
public final class PeerRun {

  private static final Pattern SPEED = Pattern.compile("([0-9.]+) frames/s");

  private PeerRun() {}

  /**
   * Runs a command line in the shell.
   *
   * @throws IOException if it fails or prints no "N frames/s"
   */
  public static Report.Peer run(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    Optional<String> last = Optional.empty();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher speed = SPEED.matcher(line);
        last = speed.find() ? Optional.of(speed.group(1)) : last;
      }
    }
    int code = process.waitFor();
    if (code != 0 || last.isEmpty()) {
      throw new IOException(
          "peer: expected a line with 'N frames/s' and exit code 0, found %s and %d: %s"
              .formatted(last.isEmpty() ? "none" : "one", code, command));
    }
    return new Report.Peer(command, Double.parseDouble(last.get()));
  }
}
