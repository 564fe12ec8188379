package io.affectstream.app.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Which messages are to be sent when, and up to where each partition is done. Decides only; times
 * are nanoseconds of a monotonic clock. Not thread-safe.
 */
final class Deliveries {

  /** A message that is not done. */
  private static final class Pending {
    private final Message message;
    private int failures;
    private boolean sending;
    private long due;

    Pending(Message message, long now) {
      this.message = message;
      this.due = now;
    }
  }

  private final RetrySchedule schedule;
  private final int maxSending;
  private final Map<TopicPartition, TreeMap<Long, Pending>> pending = new HashMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();

  /** At most {@code maxSending} messages are sent at the same time. */
  Deliveries(RetrySchedule schedule, int maxSending) {
    this.schedule = schedule;
    this.maxSending = maxSending;
  }

  /** A record that needs no delivery. */
  void skip(TopicPartition partition, long offset) {
    next.put(partition, offset + 1);
  }

  /** A message to be delivered. */
  void add(Message message, long now) {
    pending
        .computeIfAbsent(message.partition(), unused -> new TreeMap<>())
        .put(message.offset(), new Pending(message, now));
    next.put(message.partition(), message.offset() + 1);
  }

  /** The messages to send now; they count as being sent. */
  List<Message> due(long now) {
    List<Message> due = new ArrayList<>();
    long sending = all().stream().filter(each -> each.sending).count();
    for (Pending each : all()) {
      if (!each.sending && each.due - now <= 0 && sending < maxSending) {
        each.sending = true;
        sending++;
        due.add(each.message);
      }
    }
    return due;
  }

  /** The message is delivered or given up: it does not hold its partition any longer. */
  void done(Message message) {
    TreeMap<Long, Pending> partition = pending.get(message.partition());
    if (partition != null) {
      partition.remove(message.offset());
    }
  }

  /** An attempt failed; the delay before the next one, or empty if there is none. */
  Optional<Duration> failed(Message message, long now) {
    Pending each = pending.getOrDefault(message.partition(), new TreeMap<>()).get(message.offset());
    if (each == null) {
      return Optional.of(Duration.ZERO); // its partition was taken away
    }
    each.failures++;
    each.sending = false;
    Optional<Duration> delay = schedule.after(each.failures);
    each.due = now + delay.orElse(Duration.ZERO).toNanos();
    return delay;
  }

  /** Forgets the messages of a partition that another process has taken over. */
  void forget(TopicPartition partition) {
    pending.remove(partition);
    next.remove(partition);
  }

  /** Number of messages that are not done. */
  int size() {
    return all().size();
  }

  /** Offset of each partition before which everything is done. */
  Map<TopicPartition, Long> progress() {
    Map<TopicPartition, Long> progress = new HashMap<>(next);
    pending.forEach(
        (partition, messages) -> {
          if (!messages.isEmpty()) {
            progress.put(partition, messages.firstKey());
          }
        });
    return progress;
  }

  private List<Pending> all() {
    return pending.values().stream().flatMap(each -> each.values().stream()).toList();
  }
}
