package io.affectstream.models.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestData;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.Terminal;
import io.affectstream.training.metrics.Confusion;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsMainTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train                       | expected one of crops, units, answers, detector, face,"
            + " embedding, voice, words, fusion or affwild2",
        "train face                  | Missing required",
        "train fusion --out no       | Missing required",
        "train face x --config y --out no   | mutually exclusive",
        "train voice                 | Missing required",
        "export                      | expected one of detector, face, voice, words, fusion, pool"
            + " or int8",
        "evaluate words x            | Missing required options",
        "train face x --out no --resume     | expected a stopped run (last.ckpt) in no, found none",
        "train fusion x --out no --resume   | start one without --resume",
      })
  void wrongArgumentsAreOneLineAndExitCodeTwo(String line, String said) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString(UTF_8).lines()).hasSize(1);
    assertThat(err.toString(UTF_8)).contains(said).contains("--help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"face", "embedding", "fusion"})
  void settingsThatAreNotThereAreNamed(String network) {
    String missing = folder.resolve("none.json").toString();

    assertThat(run("train", network, missing, "--out", folder.toString())).isEqualTo(1);
    assertThat(run("train", network, "--config", missing, "--out", folder.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8).lines()).hasSize(2).allMatch(line -> line.contains("none.json"));
  }

  /** Otherwise the stopped run would continue despite the change. */
  @Test
  void aRunWithOtherSettingsIsNotContinued() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("last.ckpt"), "of the stopped run");
    Files.writeString(out.resolve("settings.json"), "{\"epochs\": 3, \"seed\": 1}");
    Path settings = folder.resolve("s.json");
    for (String network : new String[] {"face", "fusion"}) {
      Files.writeString(settings, "{\"seed\": 2, \"epochs\": 3, \"patience\": 1}");
      assertThat(run("train", network, settings.toString(), "--out", out.toString())).isEqualTo(2);
      assertThat(err.toString(UTF_8))
          .contains("holds a run with other settings (patience, seed differ)")
          .contains(out.resolve("settings.json").toString());
      err.reset();
      Files.writeString(settings, "{ \"seed\":1,\"epochs\":3 }");
      assertThat(run("train", network, settings.toString(), "--out", out.toString())).isEqualTo(1);
      assertThat(err.toString(UTF_8)).doesNotContain("other settings");
      err.reset();
    }
  }

  @Test
  void anEmbeddingIsNotTrainedWithoutTriplets() {
    String settings = "../docs/models/face-3/2.json";

    assertThat(run("train", "embedding", "--config", settings, "--out", folder.toString()))
        .isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("expected the setting 'triplets'");
  }

  @Test
  void aMissingSettingIsNamed() throws Exception {
    Path settings = Files.writeString(folder.resolve("s.json"), "{\"people\": 1}");

    int code = run("evaluate", "voice", settings.toString(), "--out", folder.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("s.json").contains("'speechSeed'");
  }

  @Test
  void evaluatesAShippedBundle() {
    Path faces = TestData.require("fer2013/fer2013-original.tar.gz");

    String votes = TestData.require("fer2013/votes.csv").toString();

    assertThat(run("evaluate", "face", "face-3", faces.toString(), "--votes", votes)).isZero();
    assertThat(out.toString(UTF_8)).contains("accuracy 0.8").contains("HAPPINESS");
  }

  @Test
  void drawsCurvesAndConfusion() throws Exception {
    Path log =
        Files.writeString(
            folder.resolve("log.csv"), "epoch,loss,macro_f1\n1,2.5,0.2\n2,1.5,0.4\n3,1.2,0.5\n");
    Confusion confusion = Confusion.empty(8);
    confusion.add(0, 0);
    confusion.add(1, 0);
    confusion.add(1, 1);

    Figures.curves(log, folder.resolve("curves.png"), "macro_f1");
    Figures.confusion(confusion, folder.resolve("confusion.png"));

    assertThat(colours(folder.resolve("curves.png"))).isGreaterThan(3);
    assertThat(colours(folder.resolve("confusion.png"))).isGreaterThan(3);
  }

  private static long colours(Path file) throws Exception {
    BufferedImage image = ImageIO.read(file.toFile());
    return java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .distinct()
        .count();
  }

  private int run(String... arguments) {
    return ModelsMain.run(
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Terminal.NONE),
        arguments);
  }
}
