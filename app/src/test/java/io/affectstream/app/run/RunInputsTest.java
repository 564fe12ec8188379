package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.embedded.WorkOrigin;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.ingest.IngestOptions;
import io.affectstream.ingest.Speed;
import io.affectstream.ingest.StreamLabels;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.schemas.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunInputsTest {

  private static ModelBundle bundle;
  @TempDir Path folder;
  private Path file;
  private StreamPlan plan;

  @BeforeAll
  static void open() throws Exception {
    bundle = ModelBundle.named("face-3");
  }

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(folder.resolve("a.mp4"), "one");
    plan = StreamPlan.of("a", new MediaSource.File(file));
  }

  @Test
  void theSameRunHasTheSameInputs() throws Exception {
    assertThat(differences(plan, plan)).isEmpty();
  }

  @Test
  void anotherFileOfTheNameDiffers() throws Exception {
    WorkOrigin before = of(plan);
    Files.writeString(file, "two");
    assertThat(of(plan).differences(before)).singleElement().asString().startsWith("a: content");
  }

  @Test
  void everythingThatDecidesWhatIsPublishedDiffers() throws Exception {
    StreamPlan words = plan.withWords(List.of(new Word("red", 0L, 100_000L, 1f)));
    assertThat(differences(plan, words)).singleElement().asString().startsWith("a: words");
    assertThat(differences(words, plan.withWords(List.of(new Word("blue", 0L, 100_000L, 1f)))))
        .singleElement()
        .asString()
        .startsWith("a: words");
    assertThat(differences(plan, plan.ofChannel(new StreamPlan.Channel(1, 2), "a")))
        .containsExactly("a: channel count: with '2'", "a: channel number: with '1'");
    assertThat(differences(plan, plan.withRecognisedSpeech()))
        .anyMatch(line -> line.startsWith("a: recognise speech"))
        .anyMatch(line -> line.startsWith("speech."))
        .doesNotContain("a: was not there");
    StreamLabels korean =
        new StreamLabels(Optional.of("ko"), Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(differences(plan, plan.withLabels(korean)))
        .containsExactly("a: language: with 'ko'");
    assertThat(differences(plan, plan.withOptions(new IngestOptions(quality(80, 1), Speed.MAX))))
        .containsExactly("a: jpeg quality: was '92', is '80'");
  }

  @Test
  void howFastItIsPlayedDoesNot() throws Exception {
    StreamPlan slow = plan.withOptions(new IngestOptions(quality(92, 4), Speed.REALTIME));
    assertThat(differences(plan, slow)).isEmpty();
  }

  @Test
  void aSourceMoreOrLessDiffers() throws Exception {
    AffectConfig config = ConfigReader.defaults();
    Path other = Files.writeString(folder.resolve("b.mp4"), "one");
    WorkOrigin both =
        RunInputs.of(
            List.of(plan, StreamPlan.of("b", new MediaSource.File(other))), config, bundle);
    assertThat(of(plan).differences(both)).containsExactly("b: is no longer there");
  }

  @Test
  void anAddressIsNeverTheSame() throws Exception {
    StreamPlan live = StreamPlan.of("live", new MediaSource.Address("http://user:pw@h/a.mp4"));
    assertThat(differences(live, live))
        .containsExactly("live: content: http://h/a.mp4 may hold something else each time");
  }

  @ParameterizedTest
  @CsvSource({
    "smoothing.threshold=2, smoothing.threshold",
    "vision.max-faces=3, vision.max-faces",
    "episodes.hysteresis=0.3, episodes.hysteresis",
    "flink.state-backend=rocksdb, flink.state-backend",
    "topics.max-record=1 MB, topics.max-record"
  })
  void aSettingThatChangesResultsDiffers(String flag, String key) throws Exception {
    assertThat(of(plan, flag).differences(of(plan))).singleElement().asString().startsWith(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flink.parallelism=1",
        "flink.checkpoint-interval=200 ms",
        "batching.max-rows=4",
        "model.sessions=1",
        "kafka.config-file=",
        "speech.models.ko=/models/ko"
      })
  void aSettingThatDoesNotIsTheSameRun(String flag) throws Exception {
    assertThat(of(plan, flag).differences(of(plan))).isEmpty();
  }

  @Test
  void theBundleIsKnownByItsContent() throws Exception {
    assertThat(of(plan, "model.bundle=/elsewhere").facts())
        .containsEntry("bundle", bundle.identity())
        .doesNotContainKey("model.bundle");
  }

  private static MediaOptions quality(int jpeg, int threads) {
    return new MediaOptions(jpeg, Integer.MAX_VALUE, threads, Duration.ofSeconds(10));
  }

  private static List<String> differences(StreamPlan before, StreamPlan now) throws Exception {
    return of(now).differences(of(before));
  }

  private static WorkOrigin of(StreamPlan plan, String... flags) throws Exception {
    AffectConfig config = ConfigReader.read(Optional.empty(), List.of(flags));
    return RunInputs.of(List.of(plan), config, bundle);
  }
}
