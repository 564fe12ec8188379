package io.affectstream.console.api;

import io.affectstream.schemas.wire.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A topic that the console reads. */
@Doc("Topic of a record.")
public enum Feed {
  /** Descriptors, compacted; always read from the beginning. */
  STREAMS('s'),
  /** Final rows. */
  FRAMES('f'),
  /** Events of streams and episodes. */
  EVENTS('e'),
  /** Words. */
  TRANSCRIPTS('t'),
  /** Alerts. */
  ALERTS('a'),
  /** Provisional rows and events. */
  LIVE('l');

  private final char letter;

  Feed(char letter) {
    this.letter = letter;
  }

  /** Letter of the feed in positions. */
  public char letter() {
    return letter;
  }

  /** Name of its topic. */
  public String topic(Topics topics) {
    return switch (this) {
      case STREAMS -> topics.streams();
      case FRAMES -> topics.frames();
      case EVENTS -> topics.events();
      case TRANSCRIPTS -> topics.transcripts();
      case ALERTS -> topics.alerts();
      case LIVE -> topics.live();
    };
  }

  /** Whether its records have a place in positions: they are delivered without loss. */
  public boolean isResumable() {
    return this != STREAMS && this != LIVE;
  }

  /** Feeds with a place in positions. */
  public static List<Feed> resumable() {
    return Stream.of(values()).filter(Feed::isResumable).toList();
  }

  /** The resumable feed of a letter. */
  static Optional<Feed> ofLetter(char letter) {
    return resumable().stream().filter(feed -> feed.letter == letter).findFirst();
  }
}
