package io.affectstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.terminal.Console;
import io.affectstream.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class CommandLineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  private int affect(String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.NONE);
    return Main.run(console, arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                      | affect: a command is missing; see 'affect --help'
          topics                                  | affect topics: a command is missing: create, describe, schema or sql; see 'affect topics --help'
          bundle                                  | affect bundle: a command is missing: verify, show or create-reference; see 'affect bundle --help'
          foo                                     | affect: expected a command, found 'foo'; see 'affect --help'
          analyse v.mp4                           | affect: expected a command, found 'analyse'; did you mean 'analyze'?; see 'affect --help'
          analyze                                 | affect analyze: Missing required options and parameters: '--out=DIR', 'SOURCE'; see 'affect analyze --help'
          analyze --out o v.mp4 --quality=3       | affect analyze: expected an option of this command, found '--quality=3'; see 'affect analyze --help'
          analyze --out o no.mp4                  | affect analyze: no.mp4: no such file
          analyze --out o no.mp4 --faces=some     | Invalid value for option '--faces'
          demo --out o --bundle none              | affect demo: --bundle: expected a folder, a zip or the name of a shipped bundle, found none at 'none'
          bundle show none                        | affect bundle show: BUNDLE: expected a folder, a zip or the name of a shipped bundle, found none at 'none'
          config --set foo=1                      | foo: expected a known key (--set), found '1'; all keys: docs/configuration.md
          ingest no.mp4 -b h:1                    | affect ingest: no.mp4: no such file
          ingest camera:0 --speed=0 -b h:1        | affect ingest: speed: expected realtime, max or a factor above 0, found '0'
          ingest camera:0 --jpeg-quality=0 -b h:1 | affect ingest: JPEG quality: expected 1 to 100, found 0
          ingest camera:0 --stream=a/b -b h:1     | affect ingest: --stream: expected letters and digits of any script, '.', '_' and '-', beginning with a letter or digit, at most 100 characters, found 'a/b'; 'a_b' would do
          ingest camera:0 camera:1 --stream=a -b h:1 | affect ingest: --stream: expected one source, found 2
          ingest camera:0 --transcript=no.srt -b h:1 | affect ingest: --transcript: expected a file, found none at 'no.srt'
          models                                  | affect models: a command is missing: list, fetch or path; see 'affect models --help'
          models fetch none                       | affect models fetch: expected one of [vosk-model-small-en-us-0.15, yunet-640], found 'none'
          ingest camera:0 --split-channels=a,a -b h:1 | affect ingest: --split-channels: expected different names of letters
          analyze camera:0 --out o --set=speech.models.ko=none | affect analyze: speech.models.ko: expected the folder of a Vosk model, found none at 'none'
          transcribe                              | affect transcribe: expected a Kafka cluster, found none; give --bootstrap-servers HOST:PORT
          run                                     | affect run: expected a Kafka cluster, found none; give --bootstrap-servers HOST:PORT
          consume                                 | affect consume: expected a Kafka cluster, found none; give --bootstrap-servers HOST:PORT
          alerts                                  | affect alerts: a command is missing: check or apply; see 'affect alerts --help'
          alerts check none.yaml                  | affect alerts check: none.yaml: expected a file of rules, found none
          alerts apply none.yaml                  | affect alerts apply: expected a Kafka cluster, found none; give --bootstrap-servers HOST:PORT
          alerts apply none.yaml -b h:1 --from=x  | affect alerts apply: --from: expected 'start', a time such as '90 s' or an instant such as '2026-11-30T12:00:00Z', found 'x'
          analyze --out o camera:0 --alerts=none.yaml | affect analyze: none.yaml: expected a file of rules, found none
          notify -b h:1                           | affect notify: Missing required option: '--url=URL'; see 'affect notify --help'
          notify -b h:1 --url=http://h/x --secret-file=none --retries=x | affect notify: --secret-file: expected a file with the secret, found none at 'none'
          console                                 | affect console: expected a Kafka cluster, found none; give --bootstrap-servers HOST:PORT
          console -b h:1 --history=hour           | affect console: --history: expected a duration of ISO 8601 such as PT30M, or 'all', found 'hour'
          console -b h:1 --token-file=none        | affect console: --token-file none: cannot be read: none
          topics create -b broker                 | affect topics create: configuration: kafka.bootstrap-servers: expected host:port[,host:port...], found 'broker'; name the port, usually 9092
          topics schema affect.none               | affect topics schema: expected one of [affect.streams, affect.video, affect.audio, affect.transcripts, affect.rules, affect.frames, affect.events, affect.alerts, affect.dead-letters, affect.live], found 'affect.none'
          topics create -b h:1 --registry=reg:8081 | kafka.registry: expected http(s)://host[:port][/path] without a user, found 'reg:8081'
          run -b h:1 --kafka-config=none.properties | affect run: configuration: kafka.config-file: expected a readable file of client properties, found 'none.properties'
          run -b h:1 --set=kafka.properties.ssl.key.password=abc | affect run: configuration: kafka.properties.ssl.key.password: expected a secret in a file or a reference to it, for command lines and configurations are seen by others, found '(hidden)'
          topics create -b h:1 --partitions=0     | topics.partitions: expected between 1 and 10000, found '0'
          config --config=none.yaml               | affect config: configuration: --config: expected an existing file, found 'none.yaml'
          """)
  void wrongArgumentsGetOneLineAndExitCode2(String arguments, String message) {
    int code = affect(arguments.isEmpty() ? new String[0] : arguments.split(" +"));
    assertThat(err().strip()).contains(message).hasLineCount(1);
    assertThat(out()).isEmpty();
    assertThat(code).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-name.mp4", "-beach.mp4", "-orange.mp4", "--out.mp4"})
  void aFileNamedLikeAnOptionIsExplained(String name) throws Exception {
    Path file = Files.writeString(Path.of(name), "x");
    try {
      assertThat(affect("analyze", name, "--out", "o")).isEqualTo(2);
      assertThat(err().strip())
          .isEqualTo(
              "affect: '%s' is a file, but its name begins like an option; write './%s'"
                  .formatted(name, name));
      assertThat(affect("ingest", "--", name)).isEqualTo(2);
      assertThat(err()).contains("expected a Kafka cluster");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void anUnknownOptionMayBeAFileThatIsMissing() {
    assertThat(affect("analyze", "-zoo.mp4", "--out", "o")).isEqualTo(2);
    assertThat(err())
        .contains("'-zoo.mp4'")
        .contains("a file of that name is written './-zoo.mp4'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "analyze",
        "demo",
        "ingest",
        "run",
        "transcribe",
        "models",
        "models list",
        "models fetch",
        "models path",
        "consume",
        "alerts",
        "alerts check",
        "alerts apply",
        "notify",
        "console",
        "topics",
        "topics create",
        "topics describe",
        "topics schema",
        "topics sql",
        "bundle",
        "bundle verify",
        "bundle show",
        "bundle create-reference",
        "config",
        "completion",
        "version"
      })
  void everyCommandHasHelp(String command) {
    assertThat(affect((command + " --help").strip().split(" "))).isZero();
    assertThat(out()).startsWith(("Usage: affect " + command).strip());
    assertThat(err()).isEmpty();
  }

  /** The commands of other jars are listed where the script that starts them is. */
  @Test
  void everyCommandIsInOneGroupOfTheHelp() {
    System.setProperty("affect.checkout", "true");
    try {
      assertThat(affect("--help")).isZero();
      assertThat(out()).contains("Use", "Operate", "Measure", "Make models");
      Set<String> listed =
          out()
              .lines()
              .filter(line -> line.matches(" {2}[a-z]+(, [a-z]+)*  .*"))
              .map(line -> line.strip().split("[ ,]")[0])
              .collect(Collectors.toSet());
      List<String> grouped =
          Arrays.stream(CommandGroup.values()).flatMap(g -> g.commands().stream()).toList();
      assertThat(grouped).doesNotHaveDuplicates().hasSameElementsAs(listed);
      Command affect = AffectCommand.class.getAnnotation(Command.class);
      assertThat(grouped)
          .containsAll(
              Arrays.stream(affect.subcommands())
                  .map(type -> type.getAnnotation(Command.class).name())
                  .toList())
          .contains("bench", "train", "evaluate", "export");

      assertThat(affect("train")).isEqualTo(2);
      assertThat(err()).contains("run ./affect train");
    } finally {
      System.clearProperty("affect.checkout");
    }
  }

  @Test
  void withoutACheckoutOnlyTheProductsCommandsAreListed() {
    assertThat(affect("--help")).isZero();
    assertThat(out()).contains("analyze", "bundle").doesNotContain("bench", "evaluate");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theShellCompletesCommandsAndOptions() throws Exception {
    assertThat(affect("completion", "bash")).isZero();
    Path script = Files.writeString(folder.resolve("completion"), out());
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source '%s'; COMP_WORDS=(affect analyze --split); COMP_CWORD=2; _complete_affect;"
                        .formatted(script)
                    + " echo ${COMPREPLY[@]}")
            .start();
    String completed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(completed).isZero();
    assertThat(completed.strip()).isEqualTo("--split-channels");
  }

  @Test
  void severalProblemsOfTheConfigurationGetOneLineEach() {
    assertThat(affect("config", "--set", "vision.face=1", "--set", "words.cache=x")).isEqualTo(2);
    assertThat(err().lines())
        .containsExactly(
            "affect config: configuration: 2 problems",
            "vision.face: expected a known key (--set), found '1'; did you mean 'vision.faces'?"
                + " All keys: docs/configuration.md",
            "words.cache: expected a whole number, found 'x'; correct it (--set) or leave it out"
                + " for '20000'");
  }

  @Test
  void failuresAreOneLineWithoutAStackTraceUnlessAskedFor() {
    String bundle = folder.toString();
    assertThat(affect("bundle", "verify", bundle)).isEqualTo(1);
    assertThat(err()).startsWith("affect bundle verify: bundle " + bundle).doesNotContain("\tat ");
    err.reset();
    assertThat(affect("bundle", "verify", bundle, "--debug")).isEqualTo(1);
    assertThat(err()).contains("\tat io.affectstream");
  }

  @Test
  void aShippedBundleIsShownByItsName() {
    assertThat(affect("bundle", "show", "face-3")).isZero();
    assertThat(out()).contains("face-3@", "expressions");
  }

  @Test
  void aFileIsNoFolderOfResults() throws Exception {
    Path file = Files.writeString(folder.resolve("results.txt"), "mine");
    for (Path out : new Path[] {file, file.resolve("below")}) {
      err.reset();
      assertThat(affect("demo", "--out", out.toString())).isEqualTo(2);
      assertThat(err().strip())
          .isEqualTo("affect demo: --out: expected a folder, found the file '%s'".formatted(file));
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatCannotBeWrittenIsSaidInOneLine() {
    for (String[] line :
        new String[][] {{"demo", "--out", "/proc/results"}, {"run", "--work", "/proc/work"}}) {
      err.reset();
      assertThat(affect(line)).isEqualTo(2);
      assertThat(err().strip())
          .startsWith("affect %s: %s: '/proc' may not be written".formatted(line[0], line[1]))
          .hasLineCount(1);
    }
  }

  @Test
  void aSourceThatIsNoMediaIsSaidBeforeAnythingStarts() throws Exception {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no media at all");
    Path results = folder.resolve("out");
    int code = affect("analyze", text.toString(), "-o", results.toString());
    assertThat(code).isEqualTo(1);
    assertThat(err().strip())
        .startsWith("affect analyze: nothing to analyse: " + text + ": expected media")
        .hasLineCount(1);
    assertThat(results.resolve(".work")).doesNotExist();
  }

  @Test
  void aWrongBundleIsSaidBeforeAnythingStarts() throws Exception {
    Path video = Files.writeString(folder.resolve("v.mp4"), "x");
    Path results = folder.resolve("out");
    int code =
        affect("analyze", video.toString(), "-o", results.toString(), "--set", "model.device=tpu");
    assertThat(code).isEqualTo(2);
    assertThat(err()).contains("model.device: expected one of cpu, cuda, found 'tpu'");
    assertThat(results).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "console --port 65536",
        "console --port -1",
        "console --max-clients 0",
        "console --history PT-1H",
        "console --history yesterday",
        "notify --url http://localhost/ --secret-file SECRET --timeout 0"
      })
  void wrongNumbersOfServersAreUsageErrors(String line) throws Exception {
    String secret = "whsec_" + "A".repeat(32);
    Path file = Files.writeString(folder.resolve("secret"), secret);
    String[] words = (line.replace("SECRET", file.toString()) + " -b 127.0.0.1:1").split(" ", -1);
    assertThat(affect(words)).isEqualTo(2);
    assertThat(err().strip()).contains(": expected ", ", found '").hasLineCount(1);
  }

  @Test
  void effectiveConfigurationMarksWhatDiffersFromTheDefault() {
    assertThat(affect("config", "--set", "flink.parallelism=3")).isZero();
    assertThat(out().lines()).contains("flink.parallelism: 3   # default: 0", "vision.faces: all");
  }

  @Test
  void versionNamesProductAndJava() {
    assertThat(affect("--version")).isZero();
    assertThat(affect("version")).isZero();
    assertThat(out().lines().distinct())
        .singleElement()
        .asString()
        .matches("affectstream .*, Java " + Runtime.version().feature() + ".*");
  }
}
