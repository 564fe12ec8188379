package io.affectstream.terminal;

import java.io.PrintStream;
import java.util.OptionalInt;
import org.jline.utils.Signals;

/**
 * Handles Ctrl-C, SIGTERM and a closed terminal: the first signal interrupts the main thread, which
 * closes everything and exits with 128 + the signal's number; the second ends the process
 * immediately. A signal that is ignored where the process was started ({@code nohup}) stays
 * ignored.
 */
public final class Interruption {

  private static final int HUP = 129;
  private static final int INT = 130;
  private static final int TERM = 143;

  private final Thread main;
  private final PrintStream err;
  private volatile int code;

  private Interruption(Thread main, PrintStream err) {
    this.main = main;
    this.err = err;
  }

  /** Handles the signals of this process from now on. */
  public static Interruption install(Thread main, PrintStream err) {
    Interruption interruption = new Interruption(main, err);
    Signals.register("HUP", () -> interruption.signal(HUP));
    Signals.register("INT", () -> interruption.signal(INT));
    Signals.register("TERM", () -> interruption.signal(TERM));
    return interruption;
  }

  /** The exit code of a received signal, if any. */
  public OptionalInt exitCode() {
    return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
  }

  private synchronized void signal(int asked) {
    if (code != 0) {
      Runtime.getRuntime().halt(code);
    }
    code = asked;
    err.println("stopping; press again to stop immediately");
    main.interrupt();
  }
}
