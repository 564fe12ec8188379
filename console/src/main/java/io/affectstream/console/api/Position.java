package io.affectstream.console.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the topics: for each partition the offset of the next record. Text form {@code
 * f0-120.1-88_e0-4}: letter of the feed, then partition and offset; safe in addresses. Clients
 * treat it as opaque. Mutable; not thread-safe.
 */
public final class Position {

  private static final int MAX_LENGTH = 16 * 1024;
  private static final Pattern FEED =
      Pattern.compile("([a-z])(\\d{1,6}-\\d{1,18}(?:\\.\\d{1,6}-\\d{1,18})*)");

  private final Map<Feed, SortedMap<Integer, Long>> offsets = new EnumMap<>(Feed.class);

  /** A position without any partition. */
  public Position() {}

  /** A copy. */
  public Position(Position other) {
    other.offsets.forEach((feed, partitions) -> offsets.put(feed, new TreeMap<>(partitions)));
  }

  /**
   * Reads the text form.
   *
   * @throws ApiException {@link ErrorCode#BAD_POSITION}
   */
  public static Position parse(String text) throws ApiException {
    Position position = new Position();
    if (text.length() > MAX_LENGTH) {
      throw bad("%d characters".formatted(text.length()));
    }
    for (String part : text.isEmpty() ? new String[0] : text.split("_", -1)) {
      Matcher matcher = FEED.matcher(part);
      Feed feed = matcher.matches() ? Feed.ofLetter(matcher.group(1).charAt(0)).orElse(null) : null;
      if (feed == null) {
        throw bad("'" + part.substring(0, Math.min(40, part.length())) + "'");
      }
      for (String partition : matcher.group(2).split("\\.")) {
        int dash = partition.indexOf('-');
        position.set(
            feed,
            Integer.parseInt(partition.substring(0, dash)),
            Long.parseLong(partition.substring(dash + 1)));
      }
    }
    return position;
  }

  private static ApiException bad(String found) {
    return new ApiException(
        ErrorCode.BAD_POSITION, "position: expected one that this API issued, found " + found);
  }

  /** Sets the offset of the next record of a partition. */
  public void set(Feed feed, int partition, long offset) {
    offsets.computeIfAbsent(feed, key -> new TreeMap<>()).put(partition, offset);
  }

  /** Offset of the next record of a partition; {@code otherwise} if the position lacks it. */
  public long get(Feed feed, int partition, long otherwise) {
    return offsets.getOrDefault(feed, new TreeMap<>()).getOrDefault(partition, otherwise);
  }

  /** Partitions of a feed with their offsets. */
  public SortedMap<Integer, Long> of(Feed feed) {
    return offsets.getOrDefault(feed, new TreeMap<>());
  }

  /** Moves each partition that is before {@code other} to it; adds those that are missing. */
  public void raiseTo(Position other) {
    other.offsets.forEach(
        (feed, partitions) ->
            partitions.forEach(
                (partition, offset) ->
                    set(feed, partition, Math.max(offset, get(feed, partition, offset)))));
  }

  /** Whether a partition of both is before {@code other}. */
  public boolean isBefore(Position other) {
    return other.offsets.entrySet().stream()
        .anyMatch(
            feed ->
                feed.getValue().entrySet().stream()
                    .anyMatch(
                        next ->
                            get(feed.getKey(), next.getKey(), Long.MAX_VALUE) < next.getValue()));
  }

  /** The text form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    offsets.forEach(
        (feed, partitions) -> {
          text.append(text.isEmpty() ? "" : "_");
          char separator = feed.letter();
          for (Map.Entry<Integer, Long> partition : partitions.entrySet()) {
            text.append(separator)
                .append(partition.getKey())
                .append('-')
                .append(partition.getValue());
            separator = '.';
          }
        });
    return text.toString();
  }
}
