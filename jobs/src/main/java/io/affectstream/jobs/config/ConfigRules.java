package io.affectstream.jobs.config;

import io.affectstream.jobs.config.KafkaSection.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rules beyond the format of a single value. */
final class ConfigRules {

  private static final Pattern BROKERS =
      Pattern.compile(
          "([^\\s,:/]+|\\[[0-9a-fA-F:]+]):\\d{1,5}(\\s*,\\s*([^\\s,:/]+|\\[[0-9a-fA-F:]+]):\\d{1,5})*");
  private static final Pattern REGISTRY = Pattern.compile("https?://[^\\s@?#]+");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  private final List<ConfigProblem> problems = new ArrayList<>();

  private ConfigRules() {}

  static List<ConfigProblem> check(AffectConfig config) {
    ConfigRules rules = new ConfigRules();
    rules.kafka(config.kafka());
    rules.transactions(config.kafka(), config.flink());
    rules.flink(config.flink());
    return rules.problems;
  }

  private void kafka(KafkaSection kafka) {
    if (!kafka.bootstrapServers().isEmpty()
        && !BROKERS.matcher(kafka.bootstrapServers().strip()).matches()) {
      add(
          "kafka.bootstrap-servers",
          kafka.bootstrapServers(),
          "host:port[,host:port...]",
          "name the port, usually 9092");
    }
    if (!kafka.registry().isEmpty() && !REGISTRY.matcher(kafka.registry()).matches()) {
      add(
          "kafka.registry",
          kafka.registry().contains("@") ? Secrets.HIDDEN : kafka.registry(),
          "http(s)://host[:port][/path] without a user",
          "a user and password go into kafka.config-file as basic.auth.user.info=user:password");
    }
    name("kafka.topic-prefix", kafka.topicPrefix());
    name("kafka.group", kafka.group());
    name("kafka.transactional-id-prefix", kafka.transactionalIdPrefix());
    for (String reserved :
        List.of("bootstrap.servers", "transactional.id", "enable.auto.commit", "isolation.level")) {
      if (kafka.properties().containsKey(reserved)) {
        add(
            "kafka.properties." + reserved,
            kafka.properties().get(reserved),
            "a property the product does not set itself",
            "remove it; bootstrap-servers, delivery and transactional-id-prefix decide it");
      }
    }
    kafka.properties().forEach(this::secret);
  }

  private void secret(String key, String value) {
    if (Secrets.isSecret(key) && !Secrets.isReference(value)) {
      add(
          "kafka.properties." + key,
          value,
          "a secret in a file or a reference to it, for command lines and configurations are seen"
              + " by others",
          "write it into the file that kafka.config-file (--kafka-config) names");
    }
  }

  private void name(String key, String value) {
    if (!NAME.matcher(value).matches()) {
      add(key, value, "1 to 200 letters, digits, '.', '_' or '-'", "choose such a name");
    }
  }

  private void transactions(KafkaSection kafka, FlinkSection flink) {
    boolean exactly = kafka.delivery() == Delivery.EXACTLY_ONCE;
    if (exactly && kafka.transactionTimeout().compareTo(flink.checkpointInterval()) <= 0) {
      add(
          "kafka.transaction-timeout",
          Durations.format(kafka.transactionTimeout()),
          "more than flink.checkpoint-interval ("
              + Durations.format(flink.checkpointInterval())
              + "), else the broker aborts transactions before their checkpoint",
          "raise it or shorten the interval");
    }
  }

  private void flink(FlinkSection flink) {
    if (flink.parallelism() > flink.maxParallelism()) {
      add(
          "flink.parallelism",
          Integer.toString(flink.parallelism()),
          "at most flink.max-parallelism (" + flink.maxParallelism() + ")",
          "lower it or raise the other before the first start");
    }
  }

  private void add(String key, String value, String rule, String remedy) {
    problems.add(new ConfigProblem(key, value, rule, remedy));
  }
}
