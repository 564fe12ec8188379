package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.cli.Affect;
import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.testing.MediaTools;
import io.affectstream.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Analyses into the folder of an earlier, complete or interrupted, analysis. */
@Timeout(300)
class SameFolderITCase {

  @TempDir static Path made;
  private static Path bundle;
  private static Path first;
  private static Path second;
  private static Path sound;

  @TempDir Path folder;
  private Path media;
  private Path out;

  @BeforeAll
  static void make() throws Exception {
    bundle = made.resolve("bundle");
    ReferenceBundle.assemble(TestData.require("models").getParent(), bundle);
    first = second("first.mp4", "bbaf2n.mpg", 1.0);
    second = second("second.mp4", "swiz3n.mpg", 0.6);
    sound = MediaTools.ffmpeg(made.resolve("sound.wav"), "-i", first.toString(), "-ac", "1");
  }

  private static Path second(String name, String clip, double seconds) throws Exception {
    String from = MadeMedia.clip(clip).toString();
    return MediaTools.ffmpeg(made.resolve(name), "-i", from, "-t", Double.toString(seconds));
  }

  @BeforeEach
  void lay() throws Exception {
    media = Files.createDirectories(folder.resolve("media"));
    out = Files.createDirectories(folder.resolve("out"));
  }

  @Test
  void anotherFileOfTheSameNameAfterCtrlC() throws Exception {
    Path clip = Files.copy(first, media.resolve("talk.mp4"));
    interrupt(clip);
    Files.copy(second, clip, StandardCopyOption.REPLACE_EXISTING);

    Affect again = analyze(out, clip);

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("starts anew").contains("talk: content: was '");
    assertSameAsElsewhere(clip);
  }

  @Test
  void anotherSettingAfterCtrlC() throws Exception {
    Path clip = Files.copy(first, media.resolve("talk.mp4"));
    interrupt(clip);

    Affect again = analyze(out, clip, "--faces", "largest", "--set", "smoothing.threshold=1");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err())
        .contains("starts anew")
        .contains("smoothing.threshold: was '5', is '1'")
        .contains("vision.faces: was 'all', is 'largest'")
        .doesNotContain("continues from");
    assertThat(out.resolve(".work")).doesNotExist();
  }

  @Test
  void aRunThatShallStartAnew() throws Exception {
    Path clip = Files.copy(second, media.resolve("talk.mp4"));
    interrupt(clip);

    Affect again = analyze(out, clip, "--fresh");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("continues from");
  }

  @Test
  void aSourceThatFailsLeavesNoWorkBehind() throws Exception {
    Path clip = Files.copy(first, media.resolve("a.mp4"));
    Path broken =
        Files.write(media.resolve("bad.mp4"), Arrays.copyOf(Files.readAllBytes(first), 2_000));

    Affect run = analyze(out, clip, broken);

    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(out.resolve(".work")).doesNotExist();
    assertThat(FrameRow.read(out.resolve("a.frames.csv"))).hasSize(25);

    Files.copy(second, clip, StandardCopyOption.REPLACE_EXISTING);
    analyze(out, clip, broken);
    assertThat(FrameRow.read(out.resolve("a.frames.csv"))).hasSize(15);
  }

  @Test
  void aCutSourceIsAnalysedAndHasAnExitCodeOfItsOwn() throws Exception {
    byte[] whole =
        Files.readAllBytes(
            MediaTools.ffmpeg(media.resolve("whole.flv"), "-i", first.toString(), "-ar", "44100"));
    Path cut = Files.write(media.resolve("cut.flv"), Arrays.copyOf(whole, whole.length * 2 / 3));

    Affect run = analyze(out, cut);

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.INCOMPLETE);
    JsonNode stream =
        new ObjectMapper().readTree(out.resolve("summary.json").toFile()).at("/streams/0");
    assertThat(stream.path("closed").asText()).isEqualTo("SOURCE_INCOMPLETE");
    assertThat(FrameRow.read(out.resolve("cut.frames.csv"))).hasSizeBetween(5, 24);
  }

  @Test
  void resultsOfSourcesThatAreNoLongerPassedAreMoved() throws Exception {
    Path one = Files.copy(second, media.resolve("one.mp4"));
    Path two = Files.copy(sound, media.resolve("two.wav"));
    analyze(out, one, two);
    assertThat(out.resolve("report.html")).exists();

    Affect again = analyze(out, one);

    assertThat(again.err()).contains("moved to " + out.resolve("earlier"));
    assertThat(names(out))
        .containsExactlyInAnyOrder(
            "affect.log",
            "earlier",
            "events.jsonl",
            "one.frames.csv",
            "one.report.html",
            "summary.json");
    assertThat(names(out.resolve("earlier")))
        .containsExactlyInAnyOrder(
            "events.jsonl",
            "one.frames.csv",
            "one.report.html",
            "report.html",
            "summary.json",
            "two.frames.csv",
            "two.report.html");
    assertThat(Files.readString(out.resolve("events.jsonl"))).doesNotContain("\"two\"");

    assertThat(analyze(out, one).err()).doesNotContain("moved to");
  }

  @Test
  void soundForABundleThatUsesFacesOnlyIsSaidFirstAndLast() throws Exception {
    Path call = Files.copy(sound, media.resolve("통화 1.wav"));

    Affect run = analyze(out, call);

    assertThat(run.code()).as(run.err()).isEqualTo(4);
    String why = "nothing will be measured: it holds voice, and the bundle ";
    assertThat(run.err().lines().findFirst().orElseThrow())
        .startsWith("통화_1: " + why)
        .endsWith("uses face only; the default bundle uses voice and words too");
    assertThat(run.out()).contains(why).contains(call.toString());
    JsonNode stream =
        new ObjectMapper().readTree(out.resolve("summary.json").toFile()).at("/streams/0");
    assertThat(stream.path("stream").asText()).isEqualTo("통화_1");
    assertThat(stream.path("source").asText()).isEqualTo(call.toString());
    assertThat(stream.at("/notes/0").asText()).startsWith(why);
    assertThat(Files.readString(out.resolve("통화_1.report.html")))
        .contains("<h1>통화_1</h1>", why, "통화 1.wav");
    assertThat(out.resolve(".work")).doesNotExist();
  }

  @Test
  void twoAtOnceAreRefusedWhateverTheirWorkFolder() throws Exception {
    try (WorkFolder running = WorkFolder.open(out.resolve(".work"))) {
      for (List<String> options :
          List.of(List.<String>of(), List.of("--work", folder.resolve("other").toString()))) {
        Affect refused = analyze(out, second, options.toArray(String[]::new));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
            .contains(running.path() + " is in use by process " + ProcessHandle.current().pid())
            .contains("another folder with --out");
      }
      assertThat(folder.resolve("other")).doesNotExist();
    }
  }

  private void interrupt(Path clip) throws Exception {
    StreamPlan plan = StreamPlan.of("talk", MediaSource.parse(clip.toString()).get(0));
    InterruptedRun.of(List.of(plan), out, bundle);
    assertThat(out.resolve(".work")).isDirectory();
  }

  private void assertSameAsElsewhere(Path clip) throws Exception {
    Path fresh = folder.resolve("fresh");
    assertThat(analyze(fresh, clip).code()).isZero();
    for (String file : List.of("talk.frames.csv", "events.jsonl", "talk.report.html")) {
      assertThat(out.resolve(file)).hasSameBinaryContentAs(fresh.resolve(file));
    }
    assertThat(out.resolve(".work")).doesNotExist();
  }

  private static List<String> names(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Affect analyze(Path out, Path clip, Path other) {
    return analyze(out, clip, other.toString());
  }

  private static Affect analyze(Path out, Path clip, String... more) {
    List<String> arguments = new ArrayList<>(List.of("analyze", clip.toString()));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--bundle", bundle.toString(), "--out", out.toString()));
    return Affect.run(arguments.toArray(String[]::new));
  }
}
