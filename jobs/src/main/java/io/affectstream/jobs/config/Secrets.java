package io.affectstream.jobs.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Identifies secret client properties. Secrets are set in a file ({@code kafka.config-file}) or by
 * a reference that each client resolves, so that no command line, printed configuration or
 * submitted job contains them.
 */
final class Secrets {

  /** Replacement of a hidden value. */
  static final String HIDDEN = "(hidden)";

  private static final Pattern SECRET =
      Pattern.compile(
          ".*(password|passphrase|secret|jaas\\.config|user\\.info|keystore\\.key|private\\.key).*");
  private static final Pattern REFERENCE = Pattern.compile("(?s).*\\$\\{[^}]+:[^}]+}.*");

  private Secrets() {}

  /** Whether a property's value is secret. */
  static boolean isSecret(String key) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a value is a reference, e.g. {@code ${env:KAFKA_PASSWORD}}. */
  static boolean isReference(String value) {
    return REFERENCE.matcher(value).matches();
  }

  /** A value for messages, hidden if secret. */
  static String shown(String key, String value) {
    boolean flag = key.startsWith("--") && isSecret(value);
    return isSecret(key) || flag ? HIDDEN : value;
  }
}
