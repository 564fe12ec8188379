package io.affectstream.bench.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestSpeech;
import io.affectstream.inference.speech.vosk.VoskLease;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenAndCloseTest {

  private static final int STREAMS = 100;
  private static final int MIN_PER_STREAM = 100_000;

  private static VoskLease lease;

  @BeforeAll
  static void load() {
    lease = VoskLease.of(TestSpeech.koreanModel());
  }

  @AfterAll
  static void unload() {
    if (lease != null) {
      lease.close();
    }
  }

  /** A recogniser that is not closed takes megabytes. */
  @Test
  void streamsLeaveNoNativeMemoryBehind() throws IOException {
    OpenAndClose memory = OpenAndClose.of(lease.model(), STREAMS);
    assertThat(memory.before()).isPositive();
    assertThat(memory.after() - memory.before())
        .as("bytes after %d streams", STREAMS)
        .isLessThan((long) STREAMS * MIN_PER_STREAM);
  }

  @Test
  void aRunReportsTheRecognisedWords() {
    SpeechRun run = SpeechRun.of(TestSpeech.speakKorean("감사합니다", 150), lease.model());
    assertThat(run.words()).isPositive();
    assertThat(run.utterances()).isPositive();
    assertThat(run.cpuNanos()).isPositive();
  }
}
