package io.affectstream.features.align;

import io.affectstream.features.align.SpokenWords.SpokenWord;

/**
 * Holds the features of one stream until every window that needs them is emitted. A plain map
 * ({@link MapStore}) or keyed state in the stream.
 *
 * @param <V> type of the entries
 */
public interface AlignmentStore<V> {

  /** The entry, or {@code absent}. */
  V getOr(long key, V absent);

  /** Adds or replaces an entry. */
  void put(long key, V value);

  /** Removes an entry if present. */
  void remove(long key);

  /** Removes all entries. */
  void clear();

  /**
   * The stores of one stream.
   *
   * @param arrived faces by ordinal that arrived before an earlier one
   * @param frames tracked frames by ordinal
   * @param voice voice features by step
   * @param words words by order of arrival
   */
  record Stores(
      AlignmentStore<FaceFrame> arrived,
      AlignmentStore<TrackedFrame> frames,
      AlignmentStore<float[]> voice,
      AlignmentStore<SpokenWord> words) {

    /** Removes everything. */
    public void clear() {
      arrived.clear();
      frames.clear();
      voice.clear();
      words.clear();
    }
  }
}
