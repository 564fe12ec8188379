package io.affectstream.ingest.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The command-line tools {@code ffmpeg} and {@code ffprobe}: independent writers and readers of
 * media. If they are not installed, a test fails in CI ({@code CI=true}) and is skipped elsewhere,
 * naming the tool.
 */
public final class MediaTools {

  private MediaTools() {}

  /**
   * A frame as reported by ffprobe.
   *
   * @param seconds presentation time as stored; NaN where the file has none
   * @param width columns as stored
   * @param height rows as stored
   */
  public record Probed(double seconds, int width, int height) {}

  /** Runs ffmpeg; the last argument is the output file. */
  public static Path ffmpeg(Path out, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("-v", "error", "-y"));
    command.addAll(Arrays.asList(arguments));
    command.add(out.toString());
    run("ffmpeg", command);
    return out;
  }

  /** Presentation times (best effort, seconds as stored) of the video frames of a file. */
  public static List<Probed> videoFrames(Path file) throws IOException {
    return frames(file, "v:0", "best_effort_timestamp_time,width,height").stream()
        .map(
            row ->
                new Probed(
                    seconds(field(row, "best_effort_timestamp_time")),
                    Integer.parseInt(field(row, "width")),
                    Integer.parseInt(field(row, "height"))))
        .toList();
  }

  /** Presentation time of the first audio frame of a file in seconds as stored. */
  public static double firstAudio(Path file) throws IOException {
    return Double.parseDouble(
        field(
            frames(file, "a:0", "best_effort_timestamp_time").get(0),
            "best_effort_timestamp_time"));
  }

  /** Earlier of the start times of the first video and the first audio track in seconds. */
  public static double start(Path file) throws IOException {
    double start = Double.POSITIVE_INFINITY;
    for (String track : List.of("v:0", "a:0")) {
      double[] span = span(file, track);
      start = span.length == 0 ? start : Math.min(start, span[0]);
    }
    return start;
  }

  /**
   * Start and end of the first audio track, seconds after {@link #start}; empty without audio or if
   * its length is not known.
   */
  public static double[] sound(Path file) throws IOException {
    double[] span = span(file, "a:0");
    double start = start(file);
    return span.length < 2 ? new double[0] : new double[] {span[0] - start, span[1] - start};
  }

  /** Start of a track and, where known, its end, in seconds as stored; empty without the track. */
  private static double[] span(Path file, String track) throws IOException {
    String text =
        run(
                "ffprobe",
                List.of(
                    "-v",
                    "error",
                    "-select_streams",
                    track,
                    "-show_entries",
                    "stream=start_time,duration",
                    "-of",
                    "compact=p=0",
                    file.toString()))
            .strip();
    String row = text.lines().filter(line -> line.startsWith("start_time=")).findFirst().orElse("");
    if (row.isEmpty() || Double.isNaN(seconds(field(row, "start_time")))) {
      return new double[0];
    }
    double start = seconds(field(row, "start_time"));
    double duration = seconds(field(row, "duration"));
    return Double.isNaN(duration) ? new double[] {start} : new double[] {start, start + duration};
  }

  /** Samples of the first audio track, decoded by ffmpeg: 16 bit, interleaved. */
  public static byte[] samples(Path file, Path scratch) throws IOException {
    Path raw = ffmpeg(scratch, "-i", file.toString(), "-map", "0:a:0", "-f", "s16le");
    return Files.readAllBytes(raw);
  }

  private static List<String> frames(Path file, String track, String entries) throws IOException {
    String text =
        run(
            "ffprobe",
            List.of(
                "-v",
                "error",
                "-select_streams",
                track,
                "-show_frames",
                "-show_entries",
                "frame=" + entries,
                "-of",
                "compact",
                file.toString()));
    return text.lines().filter(line -> line.startsWith("frame|")).toList();
  }

  private static double seconds(String text) {
    return text.equals("N/A") ? Double.NaN : Double.parseDouble(text);
  }

  private static String field(String row, String name) {
    return Arrays.stream(row.split("\\|"))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(name.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + row));
  }

  private static String run(String tool, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      String message = "needs the command %s on the PATH".formatted(tool);
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(message, e);
      }
      Assumptions.abort(message);
      throw e;
    }
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0 && "ffmpeg".equals(tool)) {
        throw new AssertionError("%s: exit code %d: %s".formatted(command, code, text));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return text;
  }
}
