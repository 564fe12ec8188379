package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.cli.Affect;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables, events, summary and report of {@code affect analyze} fit together and with ffprobe. */
class AnalyzeITCase extends AnalysedClips {

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

  @Test
  void anInterruptedRunIsContinuedToTheSameTables() throws Exception {
    Path results = Files.createDirectories(FOLDER.resolve("continued"));
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
