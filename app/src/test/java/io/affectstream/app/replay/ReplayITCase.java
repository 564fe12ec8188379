package io.affectstream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.cli.Affect;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoFiles;
import io.affectstream.ingest.demo.DemoScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code affect replay} on files and on topics, against a run of {@code affect analyze}. */
@Timeout(600)
class ReplayITCase {

  @TempDir static Path folder;

  /** The clip's mouth does not move, so its voice would be taken for one off screen. */
  private static final String SPEAKING = "--set=vision.speaking=off";

  private static Path earlier;
  private static List<String> clip;

  @BeforeAll
  static void analyse() throws Exception {
    DemoScript script = new DemoScript(DemoScript.STANDARD.segments().subList(0, 2));
    DemoFiles files = DemoClip.write(folder.resolve("clip"), script);
    clip = List.of(files.video().toString(), "--transcript=" + files.transcript());
    earlier = folder.resolve("earlier");
    Affect analysed = affect(List.of("analyze", "--out=" + earlier, SPEAKING), clip);
    assertThat(analysed.code()).as(analysed.err()).isZero();
  }

  private static Affect affect(List<String> first, List<String> more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(more);
    return Affect.run(all.toArray(String[]::new));
  }

  private static Affect replayFiles(Path against, String... more) {
    List<String> options = new ArrayList<>(List.of("--verify=" + against, SPEAKING));
    options.addAll(List.of(more));
    return affect(List.of("replay", "--from-files", clip.get(0), clip.get(1)), options);
  }

  /** The earlier run with one text replaced in one of its files. */
  private static Path altered(String name, String file, String before, String after)
      throws Exception {
    Path altered = Files.createDirectories(folder.resolve(name));
    for (String each : List.of("demo.frames.csv", "events.jsonl")) {
      String text = Files.readString(earlier.resolve(each));
      if (each.equals(file)) {
        assertThat(text).contains(before);
        text = text.replaceFirst(before, after);
      }
      Files.writeString(altered.resolve(each), text);
    }
    return altered;
  }

  @Test
  void filesGiveTheSameAgain() {
    Affect replayed = replayFiles(earlier);
    assertThat(replayed.code()).as(replayed.out() + replayed.err()).isZero();
    assertThat(replayed.out()).startsWith("equal: 1 stream, 150 rows, ");
  }

  @Test
  void aDifferenceIsShownWithBothRecords() throws Exception {
    Path changed = altered("changed", "demo.frames.csv", "\r\n7,0.280000,0,", "\r\n7,0.280000,3,");
    Affect replayed = replayFiles(changed);
    assertThat(replayed.code()).as(replayed.err()).isEqualTo(1);
    assertThat(replayed.out())
        .startsWith(
            """
            first difference: stream demo, row 7 (frame 7, timestamp 0.280000, face_id 3)
              face_id: expected 3, found 0
            expected: {"frame":"7","timestamp":"0.280000","face_id":"3",\
            """)
        .contains("\nfound:    {\"frame\":\"7\",\"timestamp\":\"0.280000\",\"face_id\":\"0\",")
        .contains("different: 1 of 1 stream, ");
  }

  @Test
  void topicsGiveTheSameWithoutATraceOnTheirCluster() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      String broker = "--bootstrap-servers=" + kafka.bootstrapServers();
      assertThat(Affect.run("topics", "create", broker).code()).isZero();
      assertThat(affect(List.of("ingest", broker), clip).code()).isZero();
      var before = admin.listTopics().names().get();

      Affect replayed =
          Affect.run("replay", "--from-topic", "affect", "--verify=" + earlier, broker, SPEAKING);
      assertThat(replayed.code()).as(replayed.out() + replayed.err()).isZero();
      assertThat(replayed.out()).startsWith("equal: 1 stream, 150 rows, ");
      assertThat(replayed.err()).contains("archive: 1 streams, ").contains("affect.video");

      Affect undescribed =
          Affect.run(
              "replay",
              "--from-topic",
              "affect.video",
              "affect.audio",
              "affect.transcripts",
              "--verify=" + earlier,
              broker,
              SPEAKING);
      assertThat(undescribed.code()).as(undescribed.out() + undescribed.err()).isZero();

      Affect faceOnly =
          Affect.run(
              "replay", "--from-topic", "affect.video", "--verify=" + earlier, broker, SPEAKING);
      assertThat(faceOnly.code()).as(faceOnly.err()).isEqualTo(1);
      assertThat(faceOnly.out()).contains("coverage_voice: expected ");

      Affect nothing =
          Affect.run("replay", "--from-topic=affect", "--verify=topics", broker, SPEAKING);
      assertThat(nothing.code()).isEqualTo(2);
      assertThat(nothing.err()).contains("--verify topics: expected rows or events");

      assertThat(admin.listTopics().names().get()).isEqualTo(before);
      assertThat(admin.listGroups().all().get()).isEmpty();
    }
  }

  @Test
  void whatCannotBeComparedIsExitCode2() {
    Affect missing = replayFiles(folder.resolve("nowhere"));
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("--verify: expected the folder of an earlier run");
    Affect neither = Affect.run("replay", "--verify=" + earlier);
    assertThat(neither.code()).isEqualTo(2);
    Affect noBroker =
        Affect.run(
            "replay",
            "--from-topic=affect",
            "--verify=" + earlier,
            "--bootstrap-servers=127.0.0.1:1");
    assertThat(noBroker.code()).isEqualTo(2);
    assertThat(noBroker.err()).contains("the archive at 127.0.0.1:1 cannot be read");
  }
}
