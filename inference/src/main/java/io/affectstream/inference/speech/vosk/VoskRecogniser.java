package io.affectstream.inference.speech.vosk;

import io.affectstream.features.speech.RecognisedWord;
import io.affectstream.features.speech.SpeechBlocks;
import io.affectstream.inference.speech.SpeechRecogniser;
import java.io.IOException;
import java.util.List;
import org.vosk.Model;
import org.vosk.Recognizer;

/**
 * One utterance in Vosk. Vosk's recogniser carries its speaker adaptation from one utterance to the
 * next; a new one for each utterance avoids that, so that the result depends on the utterance's
 * samples only.
 */
final class VoskRecogniser implements SpeechRecogniser {

  private final Recognizer recogniser;
  private long accepted;

  private VoskRecogniser(Recognizer recogniser) {
    this.recogniser = recogniser;
  }

  static VoskRecogniser of(Model model) throws IOException {
    Recognizer recogniser = new Recognizer(model, SpeechBlocks.SAMPLE_RATE_HZ);
    recogniser.setWords(true);
    recogniser.setPartialWords(true);
    return new VoskRecogniser(recogniser);
  }

  @Override
  public boolean accept(short[] samples, int from, int to) {
    short[] piece = new short[to - from];
    for (int i = 0; i < piece.length; i++) {
      piece[i] = Dither.of(samples[from + i], accepted++);
    }
    return recogniser.acceptWaveForm(piece, piece.length);
  }

  @Override
  public List<RecognisedWord> partial() {
    return VoskJson.words(recogniser.getPartialResult(), "partial_result");
  }

  @Override
  public List<RecognisedWord> finish() {
    return VoskJson.words(recogniser.getFinalResult(), "result");
  }

  @Override
  public void close() {
    recogniser.close();
  }
}
