package io.affectstream.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.pipeline.StoredState.Input;
import io.affectstream.features.testing.TestSpeech;
import io.affectstream.ingest.IngestOptions;
import io.affectstream.ingest.Speed;
import io.affectstream.ingest.StreamLabels;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoFiles;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.transcript.TranscriptFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Regenerates the savepoints of {@link StoredStateITCase} in the source tree. Its name does not
 * match the pattern of tests, so it runs only with {@code -Dit.test=MakeStoredState}: once for a
 * release with changed state.
 */
@Timeout(300)
class MakeStoredState {

  private static final Path STATE = Path.of("src", "test", "resources", "state");

  /** Small images: the records are stored. */
  private static final int JPEG_QUALITY = 40;

  @TempDir Path folder;

  private void make(StatefulJob job, StreamPlan plan, double published) throws Exception {
    List<Input> inputs =
        RecordedStreams.of(List.of(plan)).asSent().stream().map(Input::of).toList();
    int cut = (int) (published * inputs.size());
    try (StateRun run = StateRun.start(job, folder.resolve(job.folder()))) {
      run.publish(inputs.subList(0, cut));
      run.submit(Optional.empty());
      Map<String, Integer> given = new HashMap<>();
      run.awaitQuiet().forEach((key, results) -> given.put(key, results.size()));
      assertThat(given).isNotEmpty();
      Path savepoint = run.stopWithSavepoint(folder.resolve("savepoints"));
      new StoredState(inputs, cut, given, savepoint)
          .write(STATE.resolve(StoredStateITCase.RELEASE).resolve(job.folder()));
    }
  }

  /** Six seconds of face, voice and words, of which the job has read four. */
  @Test
  void affect() throws Exception {
    DemoFiles clip =
        DemoClip.write(
            folder.resolve("clip"), new DemoScript(DemoScript.STANDARD.segments().subList(0, 2)));
    MediaOptions media =
        new MediaOptions(
            JPEG_QUALITY,
            MediaOptions.DEFAULT.maxFrameBytes(),
            MediaOptions.DEFAULT.decoderThreads(),
            MediaOptions.DEFAULT.networkTimeout());
    make(
        StatefulJob.AFFECT,
        StreamPlan.of("demo", new MediaSource.File(clip.video()))
            .withLabels(
                new StreamLabels(
                    Optional.empty(), Optional.of("speaker"), Optional.empty(), Optional.empty()))
            .withWords(TranscriptFile.read(clip.transcript()))
            .withOptions(new IngestOptions(media, Speed.MAX)),
        2 / 3.0);
  }

  /** A sentence in four seconds, cut in the middle. */
  @Test
  void transcribe() throws Exception {
    short[] spoken = TestSpeech.speakKorean("안녕하세요 오늘 날씨가 좋습니다", 170);
    int rate = TestSpeech.RATE;
    Path call =
        TestSpeech.write(
            TestSpeech.place(4 * rate, new int[] {rate / 2}, List.of(spoken)),
            folder.resolve("call.wav"));
    make(
        StatefulJob.TRANSCRIBE,
        StreamPlan.of("call", new MediaSource.File(call))
            .withLabels(
                new StreamLabels(
                    Optional.of("ko"), Optional.empty(), Optional.empty(), Optional.empty()))
            .withRecognisedSpeech(),
        0.6);
  }
}
