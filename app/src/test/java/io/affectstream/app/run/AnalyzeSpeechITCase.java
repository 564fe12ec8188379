package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.cli.Affect;
import io.affectstream.features.testing.TestSpeech;
import io.affectstream.ingest.testing.MediaTools;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code affect analyze --asr} on a video with synthesised Korean speech. */
@Timeout(600)
class AnalyzeSpeechITCase {

  private static final int RATE = TestSpeech.RATE;

  @TempDir Path folder;

  /** A sound file; all channels are identical. */
  private Path wave(String name, short[] samples, int channels) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length * channels);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : samples) {
      for (int c = 0; c < channels; c++) {
        bytes.putShort(sample);
      }
    }
    AudioFormat format = new AudioFormat(RATE, 16, channels, true, false);
    Path file = folder.resolve(name);
    try (AudioInputStream in =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
    }
    return file;
  }

  @Test
  void recognisedWordsAreOnTheTimelineAndInTheCoverage() throws Exception {
    String model = TestSpeech.koreanModel().toString();
    short[] spoken = TestSpeech.speakKorean("안녕하세요 오늘 날씨가 좋습니다", 170);
    Path sound =
        wave("sound.wav", TestSpeech.place(4 * RATE, new int[] {RATE / 2}, List.of(spoken)), 1);
    Path video =
        MediaTools.ffmpeg(
            folder.resolve("talk.mp4"),
            ("-f lavfi -i color=c=gray:size=160x120:rate=10:duration=4 -i "
                    + sound
                    + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac")
                .split(" "));
    Path out = folder.resolve("out");
    Affect analysed =
        Affect.run(
            "analyze",
            video.toString(),
            "--asr=vosk",
            "--language=ko",
            "--set=speech.models.ko=" + model,
            "--bundle=face-3", // without context: coverage is that of the step alone
            "--out",
            out.toString());
    assertThat(analysed.code()).as(analysed.err()).isZero();
    assertThat(analysed.err()).contains("speech recognition: ko with " + model);
    assertThat(analysed.out()).containsPattern("words {3}\\|.*=.*\\|\\R {2}\\p{IsHangul}");
    List<FrameRow> rows = FrameRow.read(out.resolve("talk.frames.csv"));
    assertThat(rows).hasSize(40);
    double end = 0.5 + spoken.length / (double) RATE;
    assertThat(rows.stream().filter(row -> row.seconds() < 0.2 || row.seconds() > end + 0.3))
        .isNotEmpty()
        .allMatch(row -> row.words() == 0);
    long within =
        rows.stream().filter(row -> row.seconds() > 0.7 && row.seconds() < end - 0.2).count();
    assertThat(rows.stream().filter(row -> row.words() > 0).count())
        .as("of %d frames while somebody speaks", within)
        .isGreaterThan(within * 2 / 3);
    assertThat(rows).allMatch(row -> row.noWords().isEmpty());
  }

  @Test
  void theChannelsOfACallAreStreamsAndAnUnknownLanguageHasNoWords() throws Exception {
    String model = TestSpeech.koreanModel().toString();
    Path call = wave("call.wav", new short[RATE], 2);
    Path mono = wave("mono.wav", new short[RATE], 1);
    Path out = folder.resolve("out");
    Affect analysed =
        Affect.run(
            "analyze",
            call.toString(),
            mono.toString(),
            "--split-channels=agent,second=customer",
            "--set=speech.models.ko=" + model,
            "--out",
            out.toString());
    assertThat(analysed.code()).as(analysed.err()).isEqualTo(1);
    assertThat(analysed.err()).contains("mono.wav: expected sound of 2 channels to split, found 1");
    assertThat(analysed.err()).contains("call.agent: language unknown, so no words; --language");
    assertThat(analysed.out()).contains("no words: LANGUAGE_UNKNOWN");
    for (String stream : List.of("call.agent", "call.second")) {
      assertThat(FrameRow.read(out.resolve(stream + ".frames.csv")))
          .isNotEmpty()
          .allMatch(row -> row.noWords().equals("LANGUAGE_UNKNOWN"));
    }
  }

  @Test
  void aLanguageWithoutAModelIsTheReasonForNoWords() throws Exception {
    Path sound = wave("call.wav", new short[2 * RATE], 1);
    Path out = folder.resolve("out");
    Affect analysed =
        Affect.run(
            "analyze",
            sound.toString(),
            "--language=en",
            "--models=" + folder.resolve("none"),
            "--out",
            out.toString());
    assertThat(analysed.code()).as(analysed.err()).isZero();
    assertThat(analysed.err()).contains("call: no speech model for 'en', so no words");
    List<FrameRow> rows = FrameRow.read(out.resolve("call.frames.csv"));
    assertThat(rows).isNotEmpty().allMatch(row -> row.noWords().equals("NO_SPEECH_MODEL"));
    assertThat(rows)
        .as("sound alone, by the default bundle")
        .extracting(FrameRow::reason)
        .containsOnly("MEASURED");
  }
}
