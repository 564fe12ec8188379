package io.affectstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.terminal.Console;
import io.affectstream.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchMainTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return BenchMain.run(
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Terminal.NONE),
        arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --repeat 0                    | --repeat: expected at least 1, found 0
          --live-seconds 0              | --live-seconds
          --cores 1000                  | --cores: expected at most
          what                          | what
          bench what                    | what
          bench file --repeat 0         | --repeat: expected at least 1, found 0
          file --repeat 0               | --repeat: expected at least 1, found 0
          file nowhere.mp4              | nowhere.mp4
          live --streams 0              | --streams: expected 1 to --limit (256), found 0
          live --minutes 0              | --minutes
          live --delivery maybe         | kafka.delivery
          scale --streams 0             | --streams: expected at least 1, found 0
          scale --frames x              | --frames
          soak --load 2                 | --load
          soak --full 0                 | --full: expected at least 1, found 0
          profile                         | VIDEO
          profile CLIP --repeat 0         | --repeat: expected at least 1, found 0
          profile CLIP --repeat x         | --repeat
          profile CLIP --frames 3         | --frames
          profile nowhere.mp4             | nowhere.mp4
          profile CLIP --bundle no-such   | --bundle
          profile CLIP --set no.such=1    | no.such
          profile CLIP CLIP --transcript x | --transcript: expected one video, found 2
          profile CLIP --transcript x.srt | x.srt
          jmh a b                       | b
          """)
  void wrongArgumentsGetOneLineAndCode2(String line, String named) throws Exception {
    Path clip = Files.writeString(folder.resolve("clip.mp4"), "not read before the arguments are");
    String[] arguments =
        line.isEmpty() ? new String[0] : line.replace("CLIP", clip.toString()).split(" ");

    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("affect bench").contains(named, "--help");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void helpNamesTheCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("affect bench", "profile", "jmh");
  }

  @Test
  void whatIsNoVideoFailsWithCode1() throws Exception {
    Path clip = Files.writeString(folder.resolve("clip.mp4"), "no media");

    assertThat(run("profile", clip.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("clip.mp4");
  }
}
