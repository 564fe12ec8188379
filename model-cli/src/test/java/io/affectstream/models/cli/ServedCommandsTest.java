package io.affectstream.models.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.export.face.FaceGraphSession;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.Terminal;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedCommandsTest {

  private static final int EVERY = 97;

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Small images are used as a whole: the results are those of the encoder on the images. */
  @Test
  void facesCutOutAreReadAsTheyStand() throws Exception {
    FaceImages all =
        FaceFolders.read(TestData.require("fer2013/fer2013-original.tar.gz"), "validation");
    FaceImages some = all.only(name -> all.names().indexOf(name) % EVERY == 0);
    Path data = folder.resolve("data");
    for (int i = 0; i < some.size(); i++) {
      write(some, i, data.resolve(some.names().get(i).replaceFirst("^validation/", "")));
    }

    assertThat(run("faces", data, "--bundle", "face-3")).as(err.toString(UTF_8)).isZero();

    JsonNode metrics = metrics();
    assertThat(metrics.get("items").asInt()).isEqualTo(some.size());
    assertThat(metrics.get("taken_whole").asInt()).isEqualTo(some.size());
    try (FaceGraphSession session =
        new FaceGraphSession(ModelBundle.named("face-3").file("face.onnx"))) {
      double expected = session.expressions(some, 48, 16).accuracy();
      assertThat(metrics.at("/accuracy/value").asDouble()).isCloseTo(expected, within());
    }
    assertThat(metrics.at("/accuracy/low").asDouble())
        .isLessThan(metrics.at("/accuracy/value").asDouble());
    assertThat(ImageIO.read(folder.resolve("out/confusion.png").toFile()).getWidth()).isPositive();
    assertThat(Files.readAllLines(folder.resolve("out/predictions.csv"))).hasSize(some.size() + 1);
    assertThat(out.toString(UTF_8)).contains("accuracy").contains("F1 HAPPINESS");
  }

  @Test
  void aSceneWithoutAFaceHasNoAnswer() throws Exception {
    Path scene = folder.resolve("data/happy/scene.png");
    Files.createDirectories(scene.getParent());
    BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_3BYTE_BGR);
    assertThat(ImageIO.write(image, "png", scene.toFile())).isTrue();

    assertThat(run("faces", folder.resolve("data"), "--bundle", "face-3")).isZero();
    assertThat(metrics().get("not_found").asInt()).isOne();
    assertThat(metrics().get("taken_whole").asInt()).isZero();
    assertThat(metrics().get("unanswered").asInt()).isOne();
    assertThat(metrics().at("/accuracy/value").asDouble()).isZero();

    assertThat(run("faces", folder.resolve("data"), "--crops", "always")).isZero();
    assertThat(metrics().get("not_found").asInt()).isZero();
    assertThat(metrics().get("taken_whole").asInt()).isOne();
    assertThat(metrics().get("reliability")).hasSize(1);
  }

  @Test
  void foldersThatNameNoClassAreAllNamed() throws Exception {
    Path data = folder.resolve("data");
    Files.createDirectories(data.resolve("happy"));
    Files.createDirectories(data.resolve("puzzled"));
    Files.createDirectories(data.resolve("weary"));

    assertThat(run("faces", data)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("puzzled, weary").contains("happiness");
  }

  @Test
  void voicesAreReadByABundleThatReadsVoices() throws Exception {
    Path anger = TestData.require("emodb/flac/03a01Wa.flac");
    Path sadness = TestData.require("emodb/flac/03a02Ta.flac");
    Path csv =
        Files.writeString(
            folder.resolve("voices.csv"),
            "path,label\n%s,angry\n%s,sad\n".formatted(anger, sadness));

    assertThat(run("speech", csv, "--bundle", "face-3")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("VOICE").contains("face-3");
    assertThat(run("speech", csv, "--bundle", FUSION)).as(err.toString(UTF_8)).isZero();
    assertThat(metrics().get("items").asInt()).isEqualTo(2);
    assertThat(metrics().get("unanswered").asInt()).isZero();
    assertThat(metrics().at("/confusion/truth/ANGER/1").asInt()).isOne();
  }

  @Test
  void textsAreSpokenAtANaturalRate() throws Exception {
    Files.write(folder.resolve("labels.txt"), List.of("anger", "joy"));
    Path tsv =
        Files.writeString(
            folder.resolve("texts.tsv"),
            "this is wonderful, I love it so much, thank you!\t1\nboth of them\t0,1\tx7\n");

    assertThat(run("text", tsv, "--bundle", FUSION)).as(err.toString(UTF_8)).isZero();

    assertThat(metrics().get("items").asInt()).isEqualTo(1);
    assertThat(metrics().get("several_labels").asInt()).isEqualTo(1);
    assertThat(metrics().at("/confusion/truth/HAPPINESS/4").asInt()).isOne();
  }

  @Test
  void partsOfRecordingsAreReadFrameByFrame() throws Exception {
    Path clip = TestData.require("media/bbaf2n.mpg");
    Path csv =
        Files.writeString(
            folder.resolve("segments.csv"),
            "file,start_s,end_s,any_of\n%s,0,1,NEUTRAL SADNESS FEAR ANGER DISGUST HAPPINESS SURPRISE\n%s,1,2,OTHER\n"
                .formatted(clip, clip));

    int code =
        ModelsMain.run(
            new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.NONE),
            "evaluate",
            "segments",
            "--data",
            csv.toString(),
            "--bundle",
            "face-3");

    assertThat(code).as(err.toString(UTF_8)).isZero();
    assertThat(out.toString(UTF_8))
        .contains("0.00-1.00 s: 1.000 (25 of 25)")
        .contains("1.00-2.00 s: 0.000 (0 of 25)")
        .contains("all frames: 0.500 (25 of 50)");
  }

  @Test
  void clipsAreReadWithFaceAndVoice() throws Exception {
    Path clip = TestData.require("media/id2_vcd_swwp2s.mpg");
    Path csv = Files.writeString(folder.resolve("c.csv"), "path,label\n%s,calm\n".formatted(clip));

    assertThat(run("clips", csv)).as(err.toString(UTF_8)).isZero();

    assertThat(metrics().get("items").asInt()).isEqualTo(1);
    assertThat(metrics().get("unanswered").asInt()).isZero();
    assertThat(metrics().at("/classes/NEUTRAL/items").asInt()).isOne();
  }

  private static final String FUSION = "fusion-4";

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-4);
  }

  private static void write(FaceImages images, int index, Path file) throws Exception {
    int side = images.side();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < side * side; i++) {
      int grey = images.pixels()[index * side * side + i] & 0xff;
      image.getRaster().setSample(i % side, i / side, 0, grey);
    }
    Files.createDirectories(file.getParent());
    Path png = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.jpg$", ".png"));
    assertThat(ImageIO.write(image, "png", png.toFile())).isTrue();
  }

  private JsonNode metrics() throws Exception {
    return new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile());
  }

  private int run(String command, Path data, String... more) {
    String[] arguments = {
      "evaluate", command, "--data", data.toString(), "--out", folder.resolve("out").toString()
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return ModelsMain.run(
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Terminal.NONE),
        all);
  }
}
