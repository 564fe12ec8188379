package io.affectstream.jobs.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which client properties are secret. They are written into a file ({@code kafka.config-file}) or
 * as a reference that each client resolves for itself, so that neither a command line, a printed
 * configuration nor a submitted job ever holds one.
 */
final class Secrets {

  /** What is shown in place of a value. */
  static final String HIDDEN = "(hidden)";

  private static final Pattern SECRET =
      Pattern.compile(
          ".*(password|passphrase|secret|jaas\\.config|user\\.info|keystore\\.key|private\\.key).*");
  private static final Pattern REFERENCE = Pattern.compile("(?s).*\\$\\{[^}]+:[^}]+}.*");

  private Secrets() {}

  /** Whether a property's value must not be seen. */
  static boolean isSecret(String key) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a value names where it is to be found, e.g. {@code ${env:KAFKA_PASSWORD}}. */
  static boolean isReference(String value) {
    return REFERENCE.matcher(value).matches();
  }

  /** A value as it may be shown in a message. */
  static String shown(String key, String value) {
    boolean flag = key.startsWith("--") && isSecret(value);
    return isSecret(key) || flag ? HIDDEN : value;
  }
}
