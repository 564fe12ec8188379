package io.affectstream.ingest.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.WordLength;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTimelineTest {

  @Test
  void noRecordHoldsMoreWordsThanSpeechCan() {
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      words.add(new Word("w" + i, 600_000L + i, 700_000L + i, 1f));
    }
    List<Transcript> records = new TranscriptTimeline("a", words).finish(2_000_000);
    assertThat(records)
        .extracting(Transcript::getSequence)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(records)
        .extracting(Transcript::getCompleteThrough)
        .containsExactly(
            500_000L, 601_000L, 602_000L, 1_000_000L, 1_500_000L, 2_000_000L, 2_000_000L);
    assertThat(records)
        .extracting(record -> record.getWords().size())
        .containsExactly(0, 1000, 1000, 500, 0, 0, 0);
    assertThat(records.stream().flatMap(record -> record.getWords().stream()))
        .containsExactlyElementsOf(words);
  }

  private static final long SECOND = 1_000_000;

  @Test
  void aWordThatLastsLongerThanTheJobsAcceptIsShortenedAndItsNeighboursStay() {
    TranscriptTimeline timeline =
        new TranscriptTimeline(
            "talk",
            List.of(
                new Word("Instrumental", SECOND, 101 * SECOND, 1f),
                new Word("good", 1_200_000L, 1_600_000L, 1f),
                new Word("back", 3 * SECOND, 2 * SECOND, 1f)));
    List<Word> published = new ArrayList<>();
    for (Transcript transcript : timeline.finish(5 * SECOND)) {
      published.addAll(transcript.getWords());
    }
    assertThat(published).extracting(Word::getText).containsExactly("Instrumental", "good", "back");
    assertThat(published.get(0).getEnd()).isEqualTo(SECOND + WordLength.MAX_MICROS);
    assertThat(published)
        .extracting(word -> word.getEnd() - word.getStart())
        .allMatch(length -> length >= 0 && length <= WordLength.MAX_MICROS);
  }
}
