package io.affectstream.console.topics;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.console.api.Feed;
import io.affectstream.console.api.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** Pages of records that the server does not retain in memory. Thread-safe. */
public final class TopicPages implements AutoCloseable {

  /** By how much the times of one stream may descend within a partition. */
  public static final long SLACK_MICROS = PartitionScan.SLACK_MICROS;

  private final ConsoleKafka kafka;
  private final ConsumerPool pool;

  /** Pages from these topics. */
  public TopicPages(ConsoleKafka kafka) {
    this.kafka = kafka;
    this.pool = new ConsumerPool(kafka);
  }

  /**
   * Reads a page of one stream.
   *
   * @throws ApiException {@link ErrorCode#BUSY}, {@link ErrorCode#BROKER_UNAVAILABLE}, {@link
   *     ErrorCode#SEARCH_LIMIT}
   */
  public Page page(PageRequest request) throws ApiException {
    return pool.with(
        reader -> {
          PartitionScan scan =
              new PartitionScan(reader, partition(request.feed(), request.partition()), request);
          long end = scan.end();
          long start =
              request.from().isPresent() ? request.from().getAsLong() : scan.find(request.since());
          List<TopicRecord> found = new ArrayList<>();
          long reached = scan.forward(start, end, found);
          return new Page(found, reached < end ? OptionalLong.of(reached) : OptionalLong.empty());
        });
  }

  /**
   * Reads the records between two positions.
   *
   * @param stream only of this stream; empty = of all
   * @param from where to begin, and afterwards where to continue
   * @param to where to end; partitions that it lacks are read to their present end
   * @param limit most records
   * @return the records; fewer than {@code limit} if the end is reached
   * @throws ApiException as {@link #page}
   */
  public List<TopicRecord> between(String stream, Position from, Position to, int limit)
      throws ApiException {
    return pool.with(
        reader -> {
          List<TopicRecord> found = new ArrayList<>();
          Position reached = new Position(from);
          for (Feed feed : Feed.resumable()) {
            for (var start : from.of(feed).entrySet()) {
              int partition = start.getKey();
              PageRequest request =
                  new PageRequest(
                      feed,
                      stream,
                      partition,
                      Long.MIN_VALUE,
                      Long.MAX_VALUE,
                      OptionalLong.of(start.getValue()),
                      limit - found.size());
              PartitionScan scan = new PartitionScan(reader, partition(feed, partition), request);
              long end = to.get(feed, partition, scan.end());
              reached.set(feed, partition, scan.forward(start.getValue(), end, found));
              if (found.size() >= limit) {
                from.raiseTo(reached);
                return found;
              }
            }
          }
          from.raiseTo(reached);
          return found;
        });
  }

  private TopicPartition partition(Feed feed, int partition) {
    return new TopicPartition(feed.topic(kafka.topics()), partition);
  }

  @Override
  public void close() {
    pool.close();
  }
}
