package io.affectstream.bench.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The product's command line as a process of its own. */
final class Affect implements AutoCloseable {

  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
  private static final String ADDRESS = "console: ";
  private static final long END_SECONDS = 20;
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final double KILO = 1024;

  private final Process process;

  private Affect(Process process) {
    this.process = process;
  }

  private static Process launch(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(BIN.resolve("java").toString());
    command.add("-Xmx512m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.affectstream.app.cli.Main");
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Runs a command to its end. */
  static String run(String... arguments) throws IOException, InterruptedException {
    Process process = launch(List.of(arguments));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
    return output;
  }

  /** A console that listens. */
  record Served(Affect process, URI address) {}

  /** Starts a console and returns once it listens. */
  static Served console(List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("console"));
    arguments.addAll(options);
    Affect affect = new Affect(launch(arguments));
    BufferedReader lines = affect.process.inputReader(StandardCharsets.UTF_8);
    List<String> read = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      read.add(line);
      if (line.startsWith(ADDRESS)) {
        Thread drain = new Thread(() -> print(lines), "console");
        drain.setDaemon(true);
        drain.start();
        return new Served(affect, URI.create(line.substring(ADDRESS.length())));
      }
    }
    throw new AssertionError("the console ended: " + read);
  }

  private static void print(BufferedReader lines) {
    try {
      lines.lines().forEach(System.out::println);
    } catch (UncheckedIOException e) {
      // killed
    }
  }

  /** Memory of the process in RAM, MB. */
  double resident() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
      Optional<String> resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst();
      return Long.parseLong(resident.orElseThrow().replaceAll("\\D", "")) / KILO;
    }
  }

  /** Its Java heap after a collection, MB. */
  double heap() throws IOException, InterruptedException {
    String unused = jcmd("GC.run");
    long used = 0;
    for (String line : jcmd("GC.heap_info").lines().toList()) {
      Matcher found = USED.matcher(line);
      if (found.find() && !line.contains("Metaspace") && !line.contains("class space")) {
        used += Long.parseLong(found.group(1)); // each generation, or the whole heap
      }
    }
    return used / KILO;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(BIN.resolve("jcmd").toString(), "" + process.pid(), command).start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new AssertionError(output);
    }
    return output;
  }

  /** Kills it. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("kill -9 without effect");
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
