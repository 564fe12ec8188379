package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.cli.Affect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo with the bundle that is the default. */
@Timeout(300)
class DemoITCase {

  private static final Pattern RECOVERED = Pattern.compile("(\\d) of 7 scripted expressions");

  @TempDir Path folder;

  @Test
  void recoversMostOfWhatItsScriptSays() throws Exception {
    Affect demo = Affect.run("demo", "--out", folder.resolve("out").toString());

    assertThat(demo.code()).as(demo.err()).isZero();
    Matcher recovered = RECOVERED.matcher(demo.out());
    assertThat(recovered.find()).as(demo.out()).isTrue();
    assertThat(Integer.parseInt(recovered.group(1))).as(demo.out()).isGreaterThanOrEqualTo(6);
    List<String> rows = Files.readAllLines(folder.resolve("out/demo.frames.csv"));
    assertThat(rows).hasSizeGreaterThan(500);
  }
}
