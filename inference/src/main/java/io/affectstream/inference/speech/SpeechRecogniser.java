package io.affectstream.inference.speech;

import io.affectstream.features.speech.RecognisedWord;
import java.util.List;

/**
 * Recognises one utterance. The result depends only on the samples and the sizes of the pieces:
 * another recogniser returns a bit-identical result for the same input. Times of words count from
 * the first sample. Not thread-safe; holds native memory until closed.
 */
public interface SpeechRecogniser extends AutoCloseable {

  /**
   * Adds mono samples at 16 kHz.
   *
   * @param from first sample
   * @param to sample after the last
   * @return whether the utterance has ended, so that {@link #finish} should be called
   */
  boolean accept(short[] samples, int from, int to);

  /** The words so far, which may still change; their times are those of the current hypothesis. */
  List<RecognisedWord> partial();

  /** The words of the utterance; no samples can be added afterwards. */
  List<RecognisedWord> finish();

  @Override
  void close();
}
