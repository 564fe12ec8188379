package io.affectstream.ingest.kafka;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Describes an error between a client and Kafka, and its remedy, in one line without secrets. */
public final class KafkaErrors {

  private KafkaErrors() {}

  /**
   * Reason and remedy, e.g. {@code Kafka at broker:9093 refuses the user: ...; check ...}.
   *
   * @param brokers address that was used
   * @param failure exception of a client; its causes are examined
   */
  public static String describe(String brokers, Throwable failure) {
    return describe(brokers, "", failure);
  }

  /** As {@link #describe(String, Throwable)}; {@code what} names the failed action. */
  public static String describe(String brokers, String what, Throwable failure) {
    String place = "Kafka at " + brokers + (what.isEmpty() ? "" : ": " + what);
    return known(place, failure)
        .orElseGet(
            () ->
                "%s: %s; check the address, kafka.config-file and kafka.properties"
                    .formatted(place, text(root(failure))));
  }

  private static Optional<String> known(String place, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String line = one(place, cause);
      if (!line.isEmpty()) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private static String one(String place, Throwable cause) {
    if (cause instanceof SaslAuthenticationException) {
      return "%s: the user is refused: %s; check user and password in sasl.jaas.config"
          .formatted(place, text(cause));
    }
    if (text(cause).contains("password was incorrect")) {
      return "%s: %s; check ssl.truststore.password and ssl.keystore.password"
          .formatted(place, text(cause));
    }
    if (cause instanceof UnsupportedSaslMechanismException) {
      return "%s: %s; set sasl.mechanism to one the broker offers".formatted(place, text(cause));
    }
    if (cause instanceof SslAuthenticationException) {
      return tls(place, text(root(cause)));
    }
    if (cause instanceof AuthorizationException refused) {
      return "%s: %s; %s".formatted(place, text(refused), grant(refused));
    }
    if (cause instanceof InvalidReplicationFactorException) {
      return "%s: %s; set topics.replication to at most the number of brokers"
          .formatted(place, text(cause));
    }
    if (cause instanceof TimeoutException) {
      return "%s: no broker answers; is it running, is this its address, and does it expect TLS or SASL (security.protocol)?"
          .formatted(place);
    }
    return "";
  }

  private static String tls(String place, String reason) {
    String remedy;
    if (reason.contains("certification path") || reason.contains("PKIX")) {
      remedy = "name the certificate of its authority with ssl.truststore.location";
    } else if (reason.contains("subject alternative") || reason.contains("name matching")) {
      remedy = "connect by a name that is in the certificate";
    } else if (reason.contains("SSL message")) {
      remedy = "this listener does not speak TLS: correct security.protocol or the port";
    } else {
      remedy = "check ssl.truststore.location and ssl.keystore.location";
    }
    return "%s: no secure connection: %s; %s".formatted(place, reason, remedy);
  }

  private static String grant(AuthorizationException refused) {
    if (refused instanceof TopicAuthorizationException topics) {
      if (topics.unauthorizedTopics().isEmpty()) {
        return "grant the user that operation on the topic";
      }
      return "the user needs Read on topics it reads, Write on those it writes and Describe on"
          + " both: grant it on "
          + topics.unauthorizedTopics();
    }
    if (refused instanceof GroupAuthorizationException) {
      return "grant the user Read on that group";
    }
    if (refused instanceof TransactionalIdAuthorizationException) {
      return "grant the user Write on transactional ids with the prefix"
          + " kafka.transactional-id-prefix";
    }
    if (refused instanceof ClusterAuthorizationException) {
      return "grant the user that operation on the cluster";
    }
    return "grant the user what it lacks";
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /** The first line of a message, without the full stop. */
  private static String text(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }
}
