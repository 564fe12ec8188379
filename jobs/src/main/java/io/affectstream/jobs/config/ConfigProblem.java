package io.affectstream.jobs.config;

/**
 * A problem of the configuration.
 *
 * @param key full key, e.g. {@code kafka.delivery}
 * @param value offending value as written; empty if there is none, hidden if it is secret
 * @param rule what is expected
 * @param remedy what to do
 */
public record ConfigProblem(String key, String value, String rule, String remedy) {

  /** A secret is never stored. */
  public ConfigProblem {
    value = Secrets.shown(key, value);
  }

  @Override
  public String toString() {
    String found = value.isEmpty() ? "" : ", found '" + value + "'";
    return "%s: expected %s%s; %s".formatted(key, rule, found, remedy);
  }
}
