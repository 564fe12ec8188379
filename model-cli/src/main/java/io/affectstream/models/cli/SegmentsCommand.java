package io.affectstream.models.cli;

import io.affectstream.models.served.LabelledSegments;
import io.affectstream.models.served.LabelledSegments.Excerpt;
import io.affectstream.models.served.ServedBundle;
import io.affectstream.models.served.ServedBundle.TimedExpression;
import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code affect evaluate segments}. */
@Command(
    name = "segments",
    mixinStandardHelpOptions = true,
    description = {
      "A bundle on parts of recordings in which a person shows one of some expressions:",
      "share of the measured frames of the main face, before smoothing, that are read so."
    })
final class SegmentsCommand implements Callable<Integer> {

  private static final Set<Expression> CALM = Set.of(Expression.NEUTRAL);

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "CSV",
      description = "Columns file, start_s, end_s, any_of (classes divided by spaces).")
  private Path data;

  @Mixin private final BundleOption bundle = new BundleOption();

  /** Share of correct frames. */
  private static final class Share {

    private long right;
    private long all;

    void add(boolean isRight) {
      right += isRight ? 1 : 0;
      all++;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%.3f (%d of %d)", all == 0 ? 0 : right / (double) all, right, all);
    }
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Share total = new Share();
    Share expressive = new Share();
    try (ServedBundle served = new ServedBundle(bundle.source())) {
      out.printf("bundle: %s%n", served.identity());
      Map<Path, List<TimedExpression>> frames = new HashMap<>();
      for (Excerpt part : LabelledSegments.read(data)) {
        out.println(measure(part, frames(served, part.file(), frames), total, expressive));
      }
    }
    out.printf("all frames: %s%n", total);
    out.printf("without parts that are neutral only: %s%n", expressive);
    out.flush();
    return 0;
  }

  private static List<TimedExpression> frames(
      ServedBundle served, Path file, Map<Path, List<TimedExpression>> known) throws IOException {
    if (!known.containsKey(file)) {
      known.put(file, served.frames(file));
    }
    return known.get(file);
  }

  private static String measure(
      Excerpt part, List<TimedExpression> frames, Share total, Share expressive) {
    Share share = new Share();
    Map<Expression, Integer> read = new EnumMap<>(Expression.class);
    for (TimedExpression frame : frames) {
      if (part.holds(frame.seconds())) {
        boolean right = part.classes().contains(frame.expression());
        share.add(right);
        total.add(right);
        if (!part.classes().equals(CALM)) {
          expressive.add(right);
        }
        read.merge(frame.expression(), 1, Integer::sum);
      }
    }
    return String.format(
        Locale.ROOT,
        "%s %.2f-%.2f s: %s, read as %s",
        part.file().getFileName(),
        part.start(),
        part.end(),
        share,
        read);
  }
}
