package io.affectstream.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.results.FaceSeries;
import io.affectstream.app.results.Labels;
import io.affectstream.app.results.Records;
import io.affectstream.app.results.StreamSummary;
import io.affectstream.app.results.StreamTimeline;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  /** An attribute that would load a resource. */
  private static final Pattern LOADS =
      Pattern.compile("(src|srcset|data|action|poster)=|url\\(|@import|<link|https?:");

  @TempDir Path folder;

  private final StreamTimeline timeline = new StreamTimeline();
  private final StreamSummary summary = new StreamSummary();

  private void add(AffectFrame frame) {
    timeline.add(frame);
    summary.add(frame);
  }

  private String page(String stream) throws IOException {
    ReportPage.write(folder, stream, timeline, summary);
    return Files.readString(folder.resolve(ReportPage.name(stream)));
  }

  /** 4 frames: Fear, not measured, Anger, Anger; then the end at 160 ms. */
  private void shortStream(String stream) {
    add(Records.measured(stream, 0, 0, Expression.FEAR));
    add(Records.noFace(stream, 1));
    add(Records.measured(stream, 2, 0, Expression.ANGER));
    add(Records.measured(stream, 3, 0, Expression.ANGER));
    timeline.add(Records.episode(stream, 0, Expression.ANGER, 0, 80_000, 120_000));
    timeline.add(Records.episode(stream, 0, ActionUnit.AU12, 1, 80_000, 120_000));
    summary.add(Records.closed(stream, 160_000, 4));
  }

  @Test
  void unitsWithoutADecisionAreNamed() throws IOException {
    List<Boolean> decided = new ArrayList<>(Collections.nCopies(12, true));
    decided.set(7, false);
    decided.set(9, false);
    shortStream("talk");
    assertThat(page("talk")).doesNotContain("probability only");
    add(
        AffectFrame.newBuilder(Records.measured("talk", 4, 0, Expression.FEAR))
            .setDecidedUnits(decided)
            .build());
    assertThat(page("talk")).contains("AU15, AU24: probability only;");
  }

  @Test
  void everyNumberStandsAtItsTime() throws IOException {
    shortStream("talk");

    String page = page("talk");

    assertThat(page)
        .contains("<h1>talk</h1>", "4 frames, 1 face, 3 measured rows, 1 NO_FACE")
        .contains("<rect class=\"fear\" x=\"0.00\" width=\"1.00\" height=\"100\">")
        .contains("<rect class=\"anger\" x=\"2.00\" width=\"2.00\" height=\"100\">")
        .contains("<rect class=\"active\" x=\"2.00\" width=\"1.00\" height=\"100\">")
        .contains("<tr><td>0.08<td>0.10<td>0.12<td><i class=\"anger\"></i>Anger<td>0.81<td>0</tr>")
        .contains("<tr><td>0.08<td>0.10<td>0.12<td>AU12 lip corner puller<td>0.81<td>0</tr>");
    // AU12 is 6/12 where the face was measured and has a gap elsewhere
    assertThat(lane(page, "AU12 lip corner puller"))
        .contains(
            "d=\"M0 50L0.5 50L1 50L1 100L0.5 100L0 100Z"
                + "M2 50L2.5 50L3.5 50L4 50L4 100L3.5 100L2.5 100L2 100Z\"");
    JsonNode data = data(page);
    assertThat(data.path("from").asDouble()).isZero();
    assertThat(data.path("length").asDouble()).isEqualTo(0.16);
    assertThat(data.path("e")).hasSize(4);
    assertThat(data.at("/e/0/3").asInt()).isEqualTo(82);
    assertThat(data.at("/e/1")).isEmpty();
    assertThat(data.at("/e/2/1").asInt()).isEqualTo(82);
    assertThat(data.at("/u/3/6").asInt()).isEqualTo(50);
  }

  private static String lane(String page, String name) {
    int from = page.indexOf("<span>" + name + "</span>");
    assertThat(from).as(name).isPositive();
    return page.substring(from, page.indexOf("</svg>", from));
  }

  private static JsonNode data(String page) throws IOException {
    Matcher data =
        Pattern.compile("<script type=\"application/json\">(.*?)</script>").matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  @Test
  void aPageLoadsNothingAndNamesAreOnlyText() throws IOException {
    String evil = "<script>alert('1')</script>\"&";
    shortStream(evil);
    timeline.add(
        new Transcript(
            evil,
            0L,
            List.of(new Word("<img src=x>", 0L, 40_000L, 1f)),
            true,
            160_000L,
            true,
            NoWords.NONE));

    String page = page(evil);

    assertThat(folder.resolve("%3Cscript%3Ealert%28%271%27%29%3C%2Fscript%3E%22%26.report.html"))
        .exists();
    assertThat(page)
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;")
        .contains("&lt;img src=x&gt;")
        .doesNotContain("<script>alert", "<img");
    assertThat(LOADS.matcher(page.replace("&lt;img src=x&gt;", "")).results()).isEmpty();
  }

  @Test
  void aStreamOfSoundAloneHasNoFaceAndSaysWhyItHasNoWords() throws IOException {
    for (int i = 0; i < 50; i++) {
      add(Records.noFace("call", i));
    }
    timeline.add(
        new Transcript("call", 0L, List.of(), true, 2_000_000L, true, NoWords.NO_SPEECH_MODEL));
    summary.add(Records.closed("call", 2_000_000, 50));

    String page = page("call");

    assertThat(page)
        .contains("<h2>Without a face</h2>", "No words: NO_SPEECH_MODEL", "50 NO_FACE")
        .doesNotContain("<h2>Episodes</h2>", "<h2>Expressions</h2>", "AU12");
    // a third of each window was covered by voice, the whole time
    assertThat(lane(page, "voice coverage")).contains("M0 67L0.5 67L", "L50 67L50 100");
  }

  @Test
  void theIndexLinksEveryStream() throws IOException {
    shortStream("a b");
    Map<String, StreamTimeline> timelines = new LinkedHashMap<>();
    Map<String, StreamSummary> summaries = new LinkedHashMap<>();
    timelines.put("a b", timeline);
    summaries.put("a b", summary);
    timelines.put("empty", new StreamTimeline());
    summaries.put("empty", new StreamSummary());

    ReportIndex.write(folder, timelines, summaries);

    String index = Files.readString(folder.resolve(ReportIndex.NAME));
    assertThat(index)
        .contains("2 streams", "<a href=\"a%2520b.report.html\">a b</a>")
        .contains("<a href=\"empty.report.html\">empty</a><td>0:00.0<td>0<td>0<td>0<td></tr>");
  }

  @Test
  void meansDoNotDependOnTheOrderOfFramesAndAnHourStaysSmall() throws IOException {
    List<AffectFrame> frames = new ArrayList<>();
    for (int i = 0; i < 90_000; i++) {
      Expression label = i < 45_000 ? Expression.SADNESS : Expression.SURPRISE;
      frames.add(Records.measured("hour", i, 0, label));
    }
    double[][] ordered = columns(frames);
    Collections.shuffle(frames, new Random(1));
    double[][] shuffled = columns(frames);

    int sadness = Labels.EXPRESSIONS.indexOf(Expression.SADNESS);
    for (int i = 0; i < 100; i++) {
      assertThat(shuffled[i]).containsExactly(ordered[i], within(1e-9));
      if (i != 49 && i != 50) { // a slice reaches across the middle
        assertThat(ordered[i][sadness]).isCloseTo(i < 50 ? 0.825 : 0.025, within(1e-6));
      }
    }
    frames.sort((one, two) -> Long.compare(one.getTime(), two.getTime()));
    frames.forEach(this::add);
    summary.add(Records.closed("hour", 3_600_000_000L, 90_000));
    assertThat(page("hour").length()).isLessThan(400_000);
  }

  private static double[][] columns(List<AffectFrame> frames) {
    FaceSeries series = new FaceSeries();
    frames.forEach(series::add);
    return series.columns(0, 3_600_000_000L, 40_000, 100);
  }

  @Test
  void theAxisHasRoundTimes() {
    assertThat(new ReportTime(0, 3_000_000, 75).axis())
        .contains("left:0.00%\">0.0 s", "left:50.00%\">1.5 s")
        .doesNotContain("0.2 s");
    assertThat(new ReportTime(90_000_000, 690_000_000, 480).axis())
        .contains("left:5.00%\">2:00", "left:45.00%\">6:00")
        .doesNotContain("2:30");
  }
}
