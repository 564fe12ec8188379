package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.cli.Affect;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.testing.MediaTools;
import io.affectstream.ingest.testing.MediaTools.Probed;
import io.affectstream.ingest.transcript.TranscriptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code affect analyze} on real media with the reference bundle: its broker, its cluster, the
 * files it writes. Most tests check the files of one run of many streams.
 */
@Timeout(300)
class AnalyzeITCase {

  private static final String WITH_TRANSCRIPT = "id2_vcd_swwp2s";
  private static final String ENDS_EARLY = "brbk7n";
  private static final int ALIGN_UNITS = 25_000;
  private static final double STEP = 1.0 / 30;
  private static final List<String> CLIPS =
      List.of(
          "bbaf2n.mpg",
          "brbk7n.mpg",
          "id2_vcd_swwp2s.mpg",
          "lbax4n.mpg",
          "lrwp9a.mpg",
          "swiz3n.mpg",
          "pyfeat_face_noface.mov",
          "pyfeat_no_face.mp4");
  private static final List<String> MADE =
      List.of("two_faces", "comes_back", "sound", "cut", "long_sound");

  @TempDir static Path folder;
  private static Path bundle;
  private static Path out;
  private static Affect analysed;

  @BeforeAll
  static void analyse() throws Exception {
    Path transcript = MadeMedia.clip("swwp2s.align");
    bundle = folder.resolve("bundle");
    ReferenceBundle.assemble(TestData.require("models").getParent(), bundle);
    out = folder.resolve("out");
    List<String> arguments = new ArrayList<>(List.of("analyze"));
    CLIPS.forEach(clip -> arguments.add(MadeMedia.clip(clip).toString()));
    arguments.addAll(made());
    Path brief =
        Files.writeString(folder.resolve("brief.srt"), "1\n00:00:00,200 --> 00:00:00,600\nblue\n");
    arguments.addAll(
        List.of("--transcript", WITH_TRANSCRIPT + "=" + transcript, "--bundle", bundle.toString()));
    arguments.addAll(List.of("--transcript", ENDS_EARLY + "=" + brief, "--out", out.toString()));
    arguments.addAll(List.of("--work", folder.resolve("work").toString()));
    analysed = Affect.run(arguments.toArray(String[]::new));
  }

  private static List<String> made() throws IOException {
    MadeMedia media = new MadeMedia(folder);
    Path text = Files.writeString(folder.resolve("text.mp4"), "no media at all\n".repeat(100));
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

  private static Stream<String> clips() {
    return CLIPS.stream();
  }

  private static Stream<String> streams() {
    return Stream.concat(CLIPS.stream().map(AnalyzeITCase::stream), MADE.stream());
  }

  private static String stream(String file) {
    return file.substring(0, file.lastIndexOf('.'));
  }

  private static List<FrameRow> rows(String stream) throws IOException {
    return FrameRow.read(out.resolve(stream + ".frames.csv"));
  }

  private static List<JsonNode> events(Path folder, String stream) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("events.jsonl"))) {
      JsonNode event = json.readTree(line);
      if (event.path("stream").asText().equals(stream)) {
        events.add(event);
      }
    }
    return events;
  }

  private static JsonNode summary(Path folder, String stream) throws IOException {
    for (JsonNode node : summary(folder).path("streams")) {
      if (node.path("stream").asText().equals(stream)) {
        return node;
      }
    }
    throw new AssertionError("summary.json lacks " + stream);
  }

  private static JsonNode summary(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
  }

  @ParameterizedTest
  @MethodSource("clips")
  void everyDecodedFrameOnceWithinAMillisecondOfFfprobe(String clip) throws Exception {
    assertFrames(stream(clip), MediaTools.videoFrames(MadeMedia.clip(clip)), clip);
  }

  private static void assertFrames(String stream, List<Probed> probed, String clip)
      throws IOException {
    double start = MediaTools.start(MadeMedia.clip(clip));
    Map<Long, Double> times =
        rows(stream).stream()
            .collect(Collectors.toMap(FrameRow::frame, FrameRow::seconds, AnalyzeITCase::same));
    assertThat(times).hasSize(probed.size());
    for (int i = 0; i < probed.size(); i++) {
      assertThat(times.get((long) i))
          .as("frame %d", i)
          .isCloseTo(probed.get(i).seconds() - start, within(0.001));
    }
  }

  /** Two faces of one frame share its time. */
  private static double same(double one, double other) {
    assertThat(one).isEqualTo(other);
    return one;
  }

  @ParameterizedTest
  @MethodSource("streams")
  void everyFrameAndFaceIsThereOnceInOrder(String stream) throws Exception {
    List<FrameRow> rows = rows(stream);
    assertThat(rows.stream().map(row -> row.frame() + " " + row.face())).doesNotHaveDuplicates();
    List<Long> frames = rows.stream().map(FrameRow::frame).distinct().toList();
    assertThat(frames)
        .containsExactlyElementsOf(LongStream.range(0, frames.size()).boxed().toList());
    assertThat(rows.stream().map(FrameRow::seconds).toList()).isSorted();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void everyStreamOpensAndClosesOnceAndEveryEpisodeWithin(String stream) throws Exception {
    List<JsonNode> events = events(out, stream);
    List<String> kinds = events.stream().map(event -> event.path("kind").asText()).toList();
    assertThat(kinds).startsWith("STREAM_OPENED").endsWith("STREAM_CLOSED");
    assertThat(kinds.stream().filter(kind -> kind.startsWith("STREAM"))).hasSize(2);
    JsonNode closed = events.get(events.size() - 1);
    assertThat(closed.path("detail").asText()).isEqualTo("END_OF_STREAM");
    assertThat(closed.path("frames").asInt()).isEqualTo(rows(stream).size());
    Map<Long, List<JsonNode>> episodes =
        events.stream()
            .filter(event -> event.has("episode"))
            .collect(Collectors.groupingBy(event -> event.path("episode").asLong()));
    for (List<JsonNode> episode : episodes.values()) {
      assertEpisode(episode, rows(stream));
    }
  }

  private static void assertEpisode(List<JsonNode> events, List<FrameRow> rows) {
    List<String> kinds = events.stream().map(event -> event.path("kind").asText()).toList();
    assertThat(kinds).startsWith("EPISODE_OPENED").endsWith("EPISODE_CLOSED");
    assertThat(kinds.subList(1, kinds.size() - 1)).allMatch("EPISODE_UPDATED"::equals);
    for (JsonNode event : events) {
      double peak = event.path("peak").asDouble();
      assertThat(peak).isBetween(event.path("onset").asDouble(), event.path("offset").asDouble());
    }
    JsonNode closed = events.get(events.size() - 1);
    String label = closed.path("expression").asText();
    List<FrameRow> within =
        rows.stream()
            .filter(row -> row.face() == closed.path("face").asInt())
            .filter(row -> row.seconds() >= closed.path("onset").asDouble())
            .filter(row -> row.seconds() <= closed.path("offset").asDouble())
            .toList();
    assertThat(within).isNotEmpty().allMatch(row -> row.expression().equals(label));
    assertThat(closed.path("frames").asInt()).isEqualTo(within.size());
    assertThat(closed.path("peak_confidence").asDouble())
        .isCloseTo(
            within.stream().mapToDouble(row -> row.number("p_" + label)).max().orElseThrow(),
            within(2e-6));
  }

  @Test
  void someEpisodesAreFound() throws Exception {
    assertThat(Files.readAllLines(out.resolve("events.jsonl")))
        .filteredOn(line -> line.contains("EPISODE_CLOSED"))
        .hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void theSummaryCountsWhatTheTablesHold(String stream) throws Exception {
    List<FrameRow> rows = rows(stream);
    JsonNode summary = summary(out, stream);
    long frames = rows.stream().map(FrameRow::frame).distinct().count();
    assertThat(summary.path("frames").asLong()).isEqualTo(frames);
    assertThat(summary.path("rows").asLong()).isEqualTo(rows.size());
    assertThat(summary.path("measured").asLong()).isEqualTo(count(rows, "MEASURED"));
    assertThat(summary.path("no_face").asLong()).isEqualTo(count(rows, "NO_FACE"));
    assertThat(summary.path("faces").asLong())
        .isEqualTo(rows.stream().map(FrameRow::face).filter(face -> face >= 0).distinct().count());
    assertThat(summary.path("start").asDouble()).isEqualTo(rows.get(0).seconds());
    assertThat(summary.path("repeats_left_out").asLong()).isZero();
    double perFrame = summary.path("duration").asDouble() / frames;
    for (Map.Entry<String, JsonNode> share : summary.path("seconds_per_expression").properties()) {
      assertThat(share.getValue().asDouble())
          .isCloseTo(labelled(rows, share.getKey()) * perFrame, within(1e-5));
    }
    long closed =
        events(out, stream).stream()
            .filter(event -> event.path("kind").asText().equals("EPISODE_CLOSED"))
            .count();
    long episodes = 0;
    for (JsonNode number : summary.path("episodes")) {
      episodes += number.asLong();
    }
    assertThat(episodes).isEqualTo(closed);
  }

  private static long count(List<FrameRow> rows, String reason) {
    return rows.stream().filter(row -> row.reason().equals(reason)).count();
  }

  private static long labelled(List<FrameRow> rows, String expression) {
    return rows.stream().filter(row -> row.expression().equals(expression)).count();
  }

  @Test
  void theSummaryOfTheRunCountsAllStreams() throws Exception {
    long frames = 0;
    List<String> streams = streams().toList();
    for (String stream : streams) {
      frames += rows(stream).stream().map(FrameRow::frame).distinct().count();
    }
    assertThat(summary(out).path("frames").asLong()).isEqualTo(frames);
    assertThat(summary(out).path("streams")).hasSize(streams.size());
    assertThat(summary(out).path("dead_letters").path("total").asInt(-1)).isZero();
  }

  @Test
  void framesWithoutAFaceSaySo() throws Exception {
    assertThat(rows("pyfeat_no_face")).extracting(FrameRow::reason).containsOnly("NO_FACE");
    assertThat(rows("pyfeat_no_face")).extracting(FrameRow::face).containsOnly(-1);
  }

  @Test
  void aFaceThatDisappearsIsMeasuredUntilItDoes() throws Exception {
    List<String> reasons = rows("pyfeat_face_noface").stream().map(FrameRow::reason).toList();
    int change = reasons.lastIndexOf("MEASURED") + 1;
    assertThat(change).isBetween(60, reasons.size() - 20);
    assertThat(reasons.subList(0, 60)).containsOnly("MEASURED");
    assertThat(reasons.subList(change, reasons.size())).containsOnly("NO_FACE");
  }

  @ParameterizedTest
  @MethodSource("clips")
  void voiceIsCoveredWhereThereIsSound(String clip) throws Exception {
    double[] sound = MediaTools.sound(MadeMedia.clip(clip));
    for (FrameRow row : rows(stream(clip))) {
      if (row.seconds() >= sound[0] + STEP && row.seconds() <= sound[1] - STEP) {
        assertThat(row.voice()).as("at %f", row.seconds()).isEqualTo(1);
      } else if (row.seconds() < sound[0] - STEP || row.seconds() > sound[1] + STEP) {
        assertThat(row.voice()).as("at %f", row.seconds()).isZero();
      }
    }
  }

  @Test
  void wordsAreCoveredWhereTheTranscriptHasThem() throws Exception {
    List<double[]> words = new ArrayList<>();
    for (String line : Files.readAllLines(MadeMedia.clip("swwp2s.align"))) {
      String[] parts = line.strip().split(" +");
      if (!parts[2].equals("sil")) {
        words.add(new double[] {seconds(parts[0]), seconds(parts[1])});
      }
    }
    assertThat(words).hasSize(6);
    assertWords(WITH_TRANSCRIPT, words);
  }

  private static double seconds(String units) {
    return Double.parseDouble(units) / ALIGN_UNITS;
  }

  @Test
  void aTranscriptThatEndsEarlyCoversItsOwnPartOnly() throws Exception {
    assertWords(ENDS_EARLY, List.of(new double[] {0.2, 0.6}));
    assertThat(rows(ENDS_EARLY)).hasSize(75);
  }

  @Test
  void withoutTranscriptNoWordsAreCovered() throws Exception {
    assertThat(rows("bbaf2n")).extracting(FrameRow::words).containsOnly(0.0);
  }

  /** A step takes the word at its instant, which is at most half a step from the frame. */
  private static void assertWords(String stream, List<double[]> words) throws IOException {
    double start = words.get(0)[0];
    double end = words.get(words.size() - 1)[1];
    int spoken = 0;
    for (FrameRow row : rows(stream)) {
      double at = row.seconds();
      if (at >= start + STEP / 2 && at < end - STEP / 2) {
        assertThat(row.words()).as("at %f", at).isPositive();
        spoken++;
      } else if (at < start - STEP / 2 || at > end + STEP / 2) {
        assertThat(row.words()).as("at %f", at).isZero();
      }
    }
    assertThat(spoken).isGreaterThan(5);
  }

  @Test
  void twoFacesKeepTheirIdsAndSides() throws Exception {
    Map<Long, List<FrameRow>> frames =
        rows("two_faces").stream().collect(Collectors.groupingBy(FrameRow::frame));
    assertThat(frames).hasSize(75);
    int left = frames.get(0L).stream().filter(row -> row.centreX() < 360).findAny().get().face();
    for (List<FrameRow> both : frames.values()) {
      assertThat(both).extracting(FrameRow::face).containsExactly(0, 1);
      assertThat(both)
          .allSatisfy(row -> assertThat(row.face() == left).isEqualTo(row.centreX() < 360));
    }
  }

  @Test
  void aFaceAwayForLongerThanTheGapComesBackAsANewOne() throws Exception {
    List<FrameRow> rows = rows("comes_back");
    assertThat(rows).hasSize(175);
    assertThat(rows.subList(0, 25)).extracting(FrameRow::face).containsOnly(0);
    assertThat(rows.subList(25, 150)).extracting(FrameRow::face).containsOnly(-1);
    assertThat(rows.subList(150, 175)).extracting(FrameRow::face).containsOnly(1);
  }

  @Test
  void soundAloneGivesARowPerStep() throws Exception {
    List<FrameRow> rows = rows("sound");
    byte[] samples = MediaTools.samples(folder.resolve("sound.wav"), folder.resolve("sound.raw"));
    assertThat(rows.size() * STEP).isCloseTo(samples.length / 32_000.0, within(STEP));
    assertThat(rows).extracting(FrameRow::reason).containsOnly("NO_FACE");
    assertThat(rows).extracting(FrameRow::voice).containsOnly(1.0);
    for (FrameRow row : rows) {
      assertThat(row.seconds()).isCloseTo(row.frame() * STEP, within(1e-6));
    }
  }

  @Test
  void aBundleForFacesSaysThatSoundAloneNeedsAnother() {
    assertThat(analysed.err().lines().filter(line -> line.contains("nothing was measured")))
        .containsExactlyInAnyOrder(
            "sound: nothing was measured; this bundle uses faces only, the default one voice and"
                + " words too",
            "pyfeat_no_face: nothing was measured; this bundle uses faces only, the default one"
                + " voice and words too");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void everyStreamHasAReportWithItsFigures(String stream) throws Exception {
    String page = Files.readString(out.resolve(stream + ".report.html"));
    JsonNode summary = summary(out, stream);
    assertThat(page)
        .contains("<h1>" + stream + "</h1>", summary.path("measured").asLong() + " measured row")
        .contains(summary.path("frames").asLong() + " frame");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<a href=\"" + stream + ".report.html\">");
    assertThat(analysed.err()).contains("report for a browser: " + out.resolve("report.html"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two_faces", "comes_back"})
  void imagesAloneHaveNoVoice(String stream) throws Exception {
    assertThat(rows(stream)).extracting(FrameRow::voice).containsOnly(0.0);
  }

  @Test
  void aFileThatIsNotMediaIsReportedAndTheOthersAreAnalysed() {
    assertThat(analysed.code()).isEqualTo(1);
    assertThat(analysed.err().lines().filter(line -> line.contains("text.mp4")))
        .singleElement()
        .asString()
        .startsWith("left out: ")
        .contains("expected media");
    assertThat(out.resolve("text.frames.csv")).doesNotExist();
    assertThat(analysed.out()).contains("bbaf2n").doesNotContain("text");
  }

  @Test
  void aTruncatedFileGivesTheFramesThatDecode() throws Exception {
    assertThat(analysed.err()).containsPattern("cut: the source breaks off after");
    List<FrameRow> rows = rows("cut");
    assertThat(rows).hasSizeBetween(20, 60);
    for (FrameRow row : rows) {
      assertThat(row.seconds()).isCloseTo(row.frame() / 25.0, within(0.001));
    }
    assertThat(summary(out, "cut").path("closed").asText()).isEqualTo("SOURCE_INCOMPLETE");
    assertThat(summary(out, "cut").path("incomplete").asText()).contains("breaks off after");
    assertThat(summary(out, "sound").path("incomplete").isNull()).isTrue();
  }

  @Test
  void soundFarLongerThanTheImagesEndsCleanly() throws Exception {
    assertThat(rows("long_sound")).hasSize(25).allMatch(row -> row.voice() == 1);
  }

  @Test
  void anInterruptedRunIsContinuedToTheSameTables() throws Exception {
    Path results = Files.createDirectories(folder.resolve("continued"));
    Path work = results.resolve(".work");
    InterruptedRun.of(
        List.of(
            plan(WITH_TRANSCRIPT).withWords(TranscriptFile.read(MadeMedia.clip("swwp2s.align"))),
            plan("lbax4n")),
        results,
        bundle);
    assertThat(results).isDirectoryNotContaining(path -> !path.equals(work));
    assertThat(work.resolve("tmp")).doesNotExist();

    Affect continued =
        Affect.run(
            "analyze",
            MadeMedia.clip(WITH_TRANSCRIPT + ".mpg").toString(),
            MadeMedia.clip("lbax4n.mpg").toString(),
            "--transcript",
            WITH_TRANSCRIPT + "=" + MadeMedia.clip("swwp2s.align"),
            "--bundle",
            bundle.toString(),
            "--out",
            results.toString());

    assertThat(continued.code()).as(continued.err()).isZero();
    assertThat(continued.err()).containsPattern("continues from the checkpoint .*chk-\\d+");
    for (String stream : List.of(WITH_TRANSCRIPT, "lbax4n")) {
      assertThat(results.resolve(stream + ".frames.csv"))
          .hasSameBinaryContentAs(out.resolve(stream + ".frames.csv"));
      assertThat(events(results, stream)).isEqualTo(events(out, stream));
      assertThat(summary(results, stream).path("repeats_left_out").asInt(-1)).isZero();
    }
    assertThat(work).doesNotExist();
  }

  private static StreamPlan plan(String stream) throws Exception {
    return StreamPlan.of(
        stream, MediaSource.parse(MadeMedia.clip(stream + ".mpg").toString()).get(0));
  }
}
