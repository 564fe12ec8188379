package io.affectstream.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.cli.Affect;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.terminal.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * {@code affect analyze} on real media with the reference bundle: its broker, its cluster, the
 * files it writes. One run of the clips of the data folder, and of some made from them, serves all
 * classes.
 */
@Timeout(300)
abstract class AnalysedClips {

  static final String WITH_TRANSCRIPT = "id2_vcd_swwp2s";
  static final String ENDS_EARLY = "brbk7n";

  static final int ALIGN_UNITS = 25_000;

  static final List<String> CLIPS =
      List.of(
          "bbaf2n.mpg",
          "brbk7n.mpg",
          "id2_vcd_swwp2s.mpg",
          "lbax4n.mpg",
          "lrwp9a.mpg",
          "swiz3n.mpg",
          "pyfeat_face_noface.mov",
          "pyfeat_no_face.mp4");

  static final List<String> MADE = List.of("two_faces", "comes_back", "sound", "cut", "long_sound");

  static final Path FOLDER = Path.of("target", "analysed-clips").toAbsolutePath();

  static Path bundle;

  static Path out;

  static Affect analysed;

  @BeforeAll
  static synchronized void analyse() throws Exception {
    if (analysed != null) {
      return;
    }
    FolderTree.delete(FOLDER);
    Files.createDirectories(FOLDER);
    Path transcript = MadeMedia.clip("swwp2s.align");
    bundle = FOLDER.resolve("bundle");
    ReferenceBundle.assemble(TestData.require("models").getParent(), bundle);
    out = FOLDER.resolve("out");
    List<String> arguments = new ArrayList<>(List.of("analyze"));
    CLIPS.forEach(clip -> arguments.add(MadeMedia.clip(clip).toString()));
    arguments.addAll(made());
    Path brief =
        Files.writeString(FOLDER.resolve("brief.srt"), "1\n00:00:00,200 --> 00:00:00,600\nblue\n");
    arguments.addAll(
        List.of("--transcript", WITH_TRANSCRIPT + "=" + transcript, "--bundle", bundle.toString()));
    arguments.addAll(List.of("--transcript", ENDS_EARLY + "=" + brief, "--out", out.toString()));
    arguments.addAll(List.of("--work", FOLDER.resolve("work").toString()));
    analysed = Affect.run(arguments.toArray(String[]::new));
  }

  static List<String> made() throws IOException {
    MadeMedia media = new MadeMedia(FOLDER);
    Path text = Files.writeString(FOLDER.resolve("text.mp4"), "no media at all\n".repeat(100));
    return Stream.of(
            media.sideBySide(
                "two_faces.mp4", MadeMedia.clip("lrwp9a.mpg"), MadeMedia.clip("brbk7n.mpg")),
            media.comesBack("comes_back.mp4", MadeMedia.clip("bbaf2n.mpg"), 5),
            media.sound("sound.wav", MadeMedia.clip("bbaf2n.mpg")),
            media.truncated("cut.mp4", MadeMedia.clip("lbax4n.mpg")),
            media.longSound("long_sound.mp4", MadeMedia.clip("swiz3n.mpg"), 20),
            text)
        .map(Path::toString)
        .toList();
  }

  static Stream<String> clips() {
    return CLIPS.stream();
  }

  static Stream<String> streams() {
    return Stream.concat(CLIPS.stream().map(AnalysedClips::stream), MADE.stream());
  }

  static String stream(String file) {
    return file.substring(0, file.lastIndexOf('.'));
  }

  static List<FrameRow> rows(String stream) throws IOException {
    return FrameRow.read(out.resolve(stream + ".frames.csv"));
  }

  static JsonNode summary(Path folder, String stream) throws IOException {
    for (JsonNode node : summary(folder).path("streams")) {
      if (node.path("stream").asText().equals(stream)) {
        return node;
      }
    }
    throw new AssertionError("summary.json lacks " + stream);
  }

  static JsonNode summary(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
  }

  static double seconds(String units) {
    return Double.parseDouble(units) / ALIGN_UNITS;
  }
}
