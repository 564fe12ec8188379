package io.affectstream.ingest.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The command-line tools {@code ffmpeg} and {@code ffprobe}: independent makers and readers of
 * media. Where they are not installed, a test fails in CI ({@code CI=true}) and is skipped
 * elsewhere, naming the tool.
 */
public final class MediaTools {

  private MediaTools() {}

  /** A frame as ffprobe sees it. */
  public record Probed(double seconds, int width, int height) {}

  /** Runs ffmpeg; the last argument is the file to make. */
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
                    Double.parseDouble(field(row, "best_effort_timestamp_time")),
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
      String text =
          run(
                  "ffprobe",
                  List.of(
                      "-v",
                      "error",
                      "-select_streams",
                      track,
                      "-show_entries",
                      "stream=start_time",
                      "-of",
                      "csv=p=0",
                      file.toString()))
              .strip();
      if (!text.isEmpty() && !text.startsWith("N/A")) {
        start = Math.min(start, Double.parseDouble(text.split("[,\\s]+")[0]));
      }
    }
    return start;
  }

  /** Samples of the first audio track as ffmpeg decodes them: 16 bit, interleaved. */
  public static byte[] samples(Path file, Path scratch) throws IOException {
    Path raw = ffmpeg(scratch, "-i", file.toString(), "-map", "0:a:0", "-f", "s16le");
    return java.nio.file.Files.readAllBytes(raw);
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
