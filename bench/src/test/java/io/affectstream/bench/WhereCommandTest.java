package io.affectstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhereCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return BenchMain.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                            | a command is missing: where, speech or jmh
          what                          | what
          where                         | VIDEO
          where CLIP --repeat 0         | --repeat: expected at least 1, found 0
          where CLIP --repeat x         | --repeat
          where CLIP --frames 3         | --frames
          where nowhere.mp4             | nowhere.mp4
          where CLIP --bundle no-such   | --bundle
          where CLIP --set no.such=1    | no.such
          where CLIP CLIP --transcript x | --transcript: expected one video, found 2
          where CLIP --transcript x.srt | x.srt
          jmh a b                       | b
          """)
  void wrongArgumentsGetOneLineAndCode2(String line, String named) throws Exception {
    Path clip = Files.writeString(folder.resolve("clip.mp4"), "not read before the arguments are");
    String[] arguments =
        line.isEmpty() ? new String[0] : line.replace("CLIP", clip.toString()).split(" ");

    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).startsWith("affect bench").contains(named, "--help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpNamesTheCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("affect bench", "where", "jmh");
  }

  @Test
  void whatIsNoVideoFailsWithCode1() throws Exception {
    Path clip = Files.writeString(folder.resolve("clip.mp4"), "no media");

    assertThat(run("where", clip.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("clip.mp4");
  }
}
