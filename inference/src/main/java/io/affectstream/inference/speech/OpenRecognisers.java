package io.affectstream.inference.speech;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The recognisers of the open utterances, one per stream, up to a limit: the least recently used is
 * closed first. Closing one loses no data, because the audio of its utterance is retained and
 * recognised again.
 */
public final class OpenRecognisers implements AutoCloseable {

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

  private final int max;
  private final Map<String, Utterance> open = new LinkedHashMap<>(16, 0.75f, true);
  private long evictions;

  /** Limits the recognisers to {@code max}. */
  public OpenRecognisers(int max) {
    this.max = max;
  }

  /** The open utterance of a stream, else a new one that starts at {@code firstBlock}. */
  Utterance of(String stream, SpeechModel model, long firstBlock) {
    Utterance known = open.get(stream);
    if (known != null) {
      return known;
    }
    if (open.size() >= max) {
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
  public void end(String stream) {
    Utterance ended = open.remove(stream);
    if (ended != null) {
      ended.close();
    }
  }

  public int size() {
    return open.size();
  }

  /** Number of recognisers closed because of the limit. */
  public long evictions() {
    return evictions;
  }

  @Override
  public void close() {
    open.values().forEach(Utterance::close);
    open.clear();
  }
}
