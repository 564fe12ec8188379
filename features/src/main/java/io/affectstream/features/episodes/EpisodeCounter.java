package io.affectstream.features.episodes;

/**
 * Numbers the episodes of one stream, over all its faces. One per stream; the field is public so
 * that state back ends can store it.
 */
public final class EpisodeCounter {

  /** Number of the next episode. */
  public long next;
}
