package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.output.Console;

/**
 * The runs behind the commands. Each returns the exit code (0 = success) and is stopped by an
 * interrupt of its thread, after which it closes what it opened and throws {@link
 * InterruptedException}.
 */
@SuppressWarnings("DoNotCallSuggester") // until they are wired
public final class AffectRuns {

  private AffectRuns() {}

  /** {@code affect analyze}. */
  public static int analyze(AnalyzeArguments request, Console console) throws Exception {
    throw new UnsupportedOperationException("analyze is not wired yet: " + request);
  }

  /** {@code affect demo}. */
  public static int demo(DemoArguments request, Console console) throws Exception {
    throw new UnsupportedOperationException("demo is not wired yet: " + request);
  }

  /** {@code affect run}. */
  public static int run(RunArguments request, Console console) throws Exception {
    throw new UnsupportedOperationException("run is not wired yet: " + request);
  }
}
