package io.affectstream.bench.options;

import io.affectstream.bench.figures.Summary;
import io.affectstream.bench.figures.SummaryChart;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import picocli.CommandLine.Option;

/** Destinations of results besides the terminal. */
public final class OutputOptions {

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Path json;

  @Option(names = "--png", paramLabel = "FILE", description = "Write the figures as a chart.")
  private Path png;

  /** Prints a summary and writes the requested files, with bars as the chart. */
  public void write(PrintWriter out, Summary summary) throws IOException {
    write(out, summary, () -> SummaryChart.draw(summary));
  }

  /** The same with a chart of the caller's. */
  public void write(PrintWriter out, Summary summary, Supplier<BufferedImage> chart)
      throws IOException {
    write(out, summary.text(), summary::json, chart);
  }

  /** The same for a report that is not a summary. */
  public void write(
      PrintWriter out, String text, Supplier<String> report, Supplier<BufferedImage> chart)
      throws IOException {
    out.print(text);
    out.flush();
    if (json != null) {
      Files.writeString(json, report.get());
    }
    if (png != null && !ImageIO.write(chart.get(), "png", png.toFile())) {
      throw new IOException(png + ": this Java runtime cannot write PNG");
    }
  }
}
