package io.affectstream.operators.transcribe;

import io.affectstream.inference.speech.SpeechModel;
import io.affectstream.inference.speech.SpeechRecogniser;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The recognisers of the open utterances, one per stream, up to a limit: the least recently used is
 * closed first. Closing one loses no data, because the audio of its utterance is retained and
 * recognised again.
 */
final class Utterances implements AutoCloseable {

  /** A recogniser and the next block of its input. */
  static final class Utterance implements AutoCloseable {

    private final SpeechRecogniser recogniser;
    private long next;

    private Utterance(SpeechRecogniser recogniser, long next) {
      this.recogniser = recogniser;
      this.next = next;
    }

    SpeechRecogniser recogniser() {
      return recogniser;
    }

    /** Returns and advances the next block. */
    long take() {
      return next++;
    }

    long next() {
      return next;
    }

    @Override
    public void close() {
      recogniser.close();
    }
  }

  private final int most;
  private final Map<String, Utterance> open = new LinkedHashMap<>(16, 0.75f, true);
  private long evictions;

  /** Limits the recognisers to {@code most}. */
  Utterances(int most) {
    this.most = most;
  }

  /** The open utterance of a stream, else a new one that starts at {@code firstBlock}. */
  Utterance of(String stream, SpeechModel model, long firstBlock) {
    Utterance known = open.get(stream);
    if (known != null) {
      return known;
    }
    if (open.size() >= most) {
      Iterator<Utterance> eldest = open.values().iterator();
      eldest.next().close();
      eldest.remove();
      evictions++;
    }
    Utterance opened = new Utterance(model.recogniser(), firstBlock);
    open.put(stream, opened);
    return opened;
  }

  /** Ends the utterance of a stream. */
  void end(String stream) {
    Utterance ended = open.remove(stream);
    if (ended != null) {
      ended.close();
    }
  }

  int size() {
    return open.size();
  }

  /** Number of recognisers closed because of the limit. */
  long evictions() {
    return evictions;
  }

  @Override
  public void close() {
    open.values().forEach(Utterance::close);
    open.clear();
  }
}
