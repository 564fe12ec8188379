package io.affectstream.bench;

import io.affectstream.bench.speech.OpenAndClose;
import io.affectstream.bench.speech.SpeechRun;
import io.affectstream.inference.speech.vosk.VoskLease;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code affect bench speech}: the cost of speech recognition. */
@Command(
    name = "speech",
    mixinStandardHelpOptions = true,
    description = {
      "Recognises a WAV file like the transcription job and reports the real-time"
          + " factor and the number of streams per core; then opens and closes"
          + " recognisers and reports the memory they leak."
    })
final class SpeechCommand implements Callable<Integer> {

  private static final double NANOS = 1e9;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "WAV", description = "Speech in the language of the model.")
  private Path wave;

  @Option(names = "--model", required = true, paramLabel = "DIR", description = "Vosk model.")
  private Path model;

  @Option(
      names = "--streams",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Streams opened and closed. Default: ${DEFAULT-VALUE}.")
  private int streams;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (VoskLease lease = VoskLease.of(model)) {
      SpeechRun run = SpeechRun.of(wave, lease.model());
      double seconds = run.samples() / 16_000.0;
      double factor = run.cpuNanos() / NANOS / seconds;
      line(out, "speech                     %10.1f s", seconds);
      line(out, "utterances, words          %10d, %d", run.utterances(), run.words());
      line(out, "CPU time                   %10.2f s", run.cpuNanos() / NANOS);
      line(out, "real-time factor           %10.3f of a core per stream", factor);
      line(out, "streams per core           %10.1f", 1 / factor);
      OpenAndClose memory = OpenAndClose.of(lease.model(), streams);
      line(out, "streams opened and closed  %10d", streams);
      line(out, "CPU time of each           %10.1f ms", memory.cpuNanos() / 1e6 / streams);
      line(out, "resident memory before     %10.1f MB", memory.before() / 1048576.0);
      line(out, "resident memory after      %10.1f MB", memory.after() / 1048576.0);
    }
    return 0;
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
