package io.affectstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.testing.TestData;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.testing.MediaTools;
import io.affectstream.ingest.transcript.TranscriptFile;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is published of a file. */
class IngestTest extends PlayedPlans {

  private static final Path CLIP = TestData.require("media/id2_vcd_swwp2s.mpg");

  @Test
  void aClipOfTheDataFolder() throws Exception {
    List<Word> words = TranscriptFile.read(TestData.require("media/swwp2s.align"));
    StreamPlan plan =
        StreamPlan.of("s1", new MediaSource.File(CLIP))
            .withWords(words)
            .withLabels(
                new StreamLabels(
                    Optional.of("en"),
                    Optional.of("speaker"),
                    Optional.of("test"),
                    Optional.of("GRID")));
    IngestOutcome outcome = play(plan);

    assertThat(outcome).isInstanceOf(IngestOutcome.Completed.class);
    assertThat(outcome.summary().remarks()).isEmpty();
    assertThat(outcome.summary().records()).isEqualTo(sink.records().size() - 1);
    StreamDescriptor descriptor = sink.of(StreamDescriptor.class).get(0);
    assertThat(descriptor.getSourceDigest()).startsWith("%d bytes, ".formatted(Files.size(CLIP)));
    assertThat(sink.records().get(0))
        .isEqualTo(
            new StreamDescriptor(
                "s1",
                List.of(Modality.FACE, Modality.VOICE, Modality.WORDS),
                25.0,
                "en",
                "speaker",
                "test",
                "GRID",
                false,
                CLIP.toString(),
                descriptor.getSourceDigest(),
                descriptor.getSettingsDigest()));
    List<VideoFrame> video = sink.of(VideoFrame.class);
    assertThat(video).hasSize(76);
    for (int i = 0; i < 75; i++) {
      VideoFrame frame = video.get(i);
      assertThat(frame.getSequence()).isEqualTo(i);
      assertThat(frame.getTime()).isEqualTo(i * 40_000L);
      assertThat(frame.getInterval()).isEqualTo(40_000);
      assertThat(frame.getEncoding()).isEqualTo(FrameEncoding.JPEG);
      assertThat(frame.getWidth()).isEqualTo(360);
      assertThat(frame.getHeight()).isEqualTo(288);
      assertThat(frame.getEndOfStream()).isFalse();
      assertThat(frame.getData().remaining()).isGreaterThan(5_000);
    }
    assertEnd(video.get(75).getEndOfStream(), video.get(75).getTime(), 3_000_000);
    assertThat(video.get(75).getSequence()).isEqualTo(75);
    assertThat(video.get(75).getData().remaining()).isZero();

    List<AudioChunk> audio = sink.of(AudioChunk.class);
    for (int i = 0; i < audio.size(); i++) {
      assertThat(audio.get(i).getSequence()).isEqualTo(i);
      assertThat(audio.get(i).getSampleRate()).isEqualTo(44_100);
      assertThat(audio.get(i).getChannels()).isEqualTo(2);
      assertThat(audio.get(i).getEncoding()).isEqualTo(AudioEncoding.PCM_S16LE);
    }
    AudioChunk audioEnd = audio.get(audio.size() - 1);
    assertEnd(audioEnd.getEndOfStream(), audioEnd.getTime(), 3_000_000);
    assertThat(audio).hasSize(31);

    List<Transcript> transcripts = sink.of(Transcript.class);
    assertThat(transcripts.stream().flatMap(t -> t.getWords().stream())).isEqualTo(words);
    Transcript wordsEnd = transcripts.get(transcripts.size() - 1);
    assertEnd(wordsEnd.getEndOfStream(), wordsEnd.getCompleteThrough(), 3_000_000);
  }

  @Test
  void recordsAreInterleavedByTimeAndWordsComeBeforeTheMediaTheySpeakOf() throws Exception {
    play(StreamPlan.of("s", clip(1.5)).withWords(WORDS));
    long media = 0;
    long through = 0;
    for (var record : sink.records()) {
      if (record instanceof VideoFrame frame && !frame.getEndOfStream()) {
        assertThat(frame.getTime()).isGreaterThanOrEqualTo(media);
        media = frame.getTime();
      } else if (record instanceof AudioChunk chunk && !chunk.getEndOfStream()) {
        assertThat(chunk.getTime()).isGreaterThanOrEqualTo(media);
        media = chunk.getTime();
      } else if (record instanceof Transcript words) {
        long before = through;
        through = words.getCompleteThrough();
        assertThat(through).isGreaterThanOrEqualTo(before);
        assertThat(words.getFinal$()).isTrue();
        assertThat(words.getWords()).extracting(Word::getStart).allMatch(start -> start >= before);
      }
      assertThat(media).isLessThan(through + 500_000);
    }
    List<Transcript> transcripts = sink.of(Transcript.class);
    assertThat(transcripts).extracting(Transcript::getSequence).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(transcripts)
        .extracting(t -> t.getWords().stream().map(Word::getText).toList())
        .containsExactly(
            List.of("one", "two"), List.of("three"), List.of(), List.of("late"), List.of());
  }

  @Test
  void progressGoesFromTheStartToTheDeclaredEnd() throws Exception {
    List<IngestProgress> seen = new ArrayList<>();
    new Ingest(sink).play(StreamPlan.of("s", clip(1)), seen::add, cancellation);
    assertThat(seen).extracting(IngestProgress::mediaMicros).isSorted().first().isEqualTo(0L);
    IngestProgress last = seen.get(seen.size() - 1);
    assertThat(last.images()).isEqualTo(10);
    assertThat(last.totalMicros()).isNotEqualTo(OptionalLong.empty());
    assertThat(last.totalMicros().getAsLong()).isCloseTo(1_000_000, within(60_000L));
  }

  @Test
  void missingModalitiesAreNotPromised() throws Exception {
    Path silent =
        MediaTools.ffmpeg(
            folder.resolve("silent.mp4"),
            "-f lavfi -i testsrc2=size=64x48:rate=10:duration=1 -c:v libx264".split(" "));
    IngestOutcome outcome = play(StreamPlan.of("v", new MediaSource.File(silent)));
    assertThat(sink.of(StreamDescriptor.class).get(0).getModalities())
        .containsExactly(Modality.FACE);
    assertThat(sink.of(AudioChunk.class)).isEmpty();
    assertThat(outcome.summary().remarks()).containsExactly("no sound: images only");
  }

  @Test
  void soundWithWordsButNoImages() throws Exception {
    Path call =
        MediaTools.ffmpeg(
            folder.resolve("call.wav"),
            "-f lavfi -i sine=duration=1:sample_rate=8000 -ac 1".split(" "));
    IngestOutcome outcome =
        play(StreamPlan.of("a", new MediaSource.File(call)).withWords(List.of()));
    assertThat(sink.of(StreamDescriptor.class).get(0).getModalities())
        .containsExactly(Modality.VOICE, Modality.WORDS);
    assertThat(sink.of(StreamDescriptor.class).get(0).getFrameRate()).isNull();
    assertThat(sink.of(VideoFrame.class)).isEmpty();
    assertThat(sink.of(AudioChunk.class)).hasSize(11);
    assertThat(sink.of(Transcript.class))
        .extracting(Transcript::getCompleteThrough)
        .containsExactly(500_000L, 1_000_000L, 1_000_000L);
    assertThat(outcome.summary().remarks()).containsExactly("no images: sound only");
  }

  @Test
  void aTruncatedFileIsClosedAndSaidToBeTruncated() throws Exception {
    MediaSource.File source = clip(4);
    byte[] bytes = Files.readAllBytes(source.path());
    Files.write(source.path(), Arrays.copyOf(bytes, bytes.length / 2));
    IngestOutcome outcome = play(StreamPlan.of("s", source));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            IngestOutcome.BrokenOff.class,
            broken -> assertThat(broken.reason()).contains("breaks off after"));
    List<VideoFrame> video = sink.of(VideoFrame.class);
    assertThat(video.get(video.size() - 1).getEndOfStream()).isTrue();
  }

  private static void assertEnd(boolean flag, long time, long expected) {
    assertThat(flag).isTrue();
    assertThat(time).isCloseTo(expected, within(60_000L));
  }
}
