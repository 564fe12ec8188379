package io.affectstream.jobs.topics;

import io.affectstream.ingest.kafka.KafkaErrors;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.config.KafkaSection.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks the job's rights with the broker before the job starts: without them the job would be
 * restarted repeatedly, with the reason only in a log.
 */
public final class AccessCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Admin admin;
  private final KafkaSection kafka;

  private AccessCheck(Admin admin, KafkaSection kafka) {
    this.admin = admin;
    this.kafka = kafka;
  }

  /** The broker did not respond; the caller decides whether that matters. */
  public static final class UnreachableException extends TopicException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Checks a job's rights: to read and write topics, its group, its transactions.
   *
   * @param reads topics it reads; may include topics that it writes
   * @param writes topics it writes
   * @throws UnreachableException if no broker responds
   * @throws TopicException if a topic or a right is missing, or the user or a certificate is
   *     refused; states which and what to do
   */
  public static void job(KafkaSection kafka, List<String> reads, List<String> writes)
      throws TopicException, InterruptedException {
    try (Admin admin = connect(kafka)) {
      AccessCheck check = new AccessCheck(admin, kafka);
      check.topics(reads, AclOperation.READ);
      check.topics(writes, AclOperation.WRITE);
      check.group();
      if (kafka.delivery() == Delivery.EXACTLY_ONCE) {
        check.transactions();
      }
    } catch (KafkaException e) {
      String message = KafkaErrors.describe(kafka.bootstrapServers(), e);
      throw unresolved(e) ? new UnreachableException(message, e) : new TopicException(message, e);
    }
  }

  /** Whether no address could be resolved; Kafka has no separate type for that. */
  private static boolean unresolved(KafkaException failure) {
    return failure.getCause() instanceof ConfigException config
        && String.valueOf(config.getMessage()).contains("bootstrap");
  }

  private static Admin connect(KafkaSection kafka) {
    Map<String, Object> properties = new HashMap<>(kafka.properties());
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.putIfAbsent("default.api.timeout.ms", (int) PATIENCE.toMillis());
    properties.putIfAbsent("request.timeout.ms", (int) PATIENCE.toMillis());
    return Admin.create(properties);
  }

  private void topics(List<String> names, AclOperation right)
      throws TopicException, InterruptedException {
    List<String> lacking = new ArrayList<>();
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(names, options).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
      try {
        if (lacks(topic.getValue().get().authorizedOperations(), right)) {
          lacking.add(topic.getKey());
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicAuthorizationException)) {
          throw failure("topic %s".formatted(topic.getKey()), e);
        }
        lacking.add(topic.getKey());
      }
    }
    if (!lacking.isEmpty()) {
      throw new TopicException(
          "Kafka at %s: the user may not %s the topics %s; grant it %s on them"
              .formatted(
                  kafka.bootstrapServers(),
                  right == AclOperation.READ ? "read" : "write",
                  lacking.stream().sorted().toList(),
                  right == AclOperation.READ ? "Read" : "Write"));
    }
  }

  private void group() throws TopicException, InterruptedException {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    try {
      var group =
          admin
              .describeConsumerGroups(List.of(kafka.group()), options)
              .describedGroups()
              .get(kafka.group())
              .get();
      if (lacks(group.authorizedOperations(), AclOperation.READ)) {
        throw new TopicException(
            "Kafka at %s: the user may not read as group %s; grant it Read on that group"
                .formatted(kafka.bootstrapServers(), kafka.group()));
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw failure("group " + kafka.group(), e);
      }
    }
  }

  /** For a permitted id Kafka reports that it does not exist; otherwise that access is denied. */
  private void transactions() throws TopicException, InterruptedException {
    String id = kafka.transactionalIdPrefix() + "-check";
    try {
      admin.describeTransactions(List.of(id)).description(id).get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
        throw failure("transactions with the prefix " + kafka.transactionalIdPrefix(), e);
      }
    }
  }

  /** Brokers without access control report no rights. */
  private static boolean lacks(Set<AclOperation> rights, AclOperation right) {
    return rights != null && !rights.contains(right);
  }

  private TopicException failure(String what, ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof UnknownTopicOrPartitionException) {
      return new TopicException(
          "Kafka at %s: %s does not exist; make it with 'affect topics create'"
              .formatted(kafka.bootstrapServers(), what),
          failure);
    }
    String message = KafkaErrors.describe(kafka.bootstrapServers(), what, failure);
    return cause instanceof TimeoutException
        ? new UnreachableException(message, failure)
        : new TopicException(message, failure);
  }
}
