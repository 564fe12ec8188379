package io.affectstream.inference.speech;

import io.affectstream.features.speech.HeardWord;
import java.util.List;

/**
 * Recognises one utterance. What it says depends on the samples it was given and on the sizes of
 * the pieces, and on nothing else: given the same again, another one says the same, bit for bit.
 * Times of words count from the first sample. For one thread; native memory until closed.
 */
public interface SpeechRecogniser extends AutoCloseable {

  /**
   * Hears mono samples at 16 kHz.
   *
   * @param from first sample
   * @param to sample after the last
   * @return whether the speaker has come to an end, so that {@link #finish} is due
   */
  boolean accept(short[] samples, int from, int to);

  /** The words so far, which may still change; their times are those of the present guess. */
  List<HeardWord> partial();

  /** The words of the utterance; nothing can be heard afterwards. */
  List<HeardWord> finish();

  @Override
  void close();
}
