package io.affectstream.app.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets shared with a receiver: one, or several while one replaces another. Signs with all of
 * them; the receiver accepts a message if any signature is right.
 */
public final class WebhookSecret {

  private static final String PREFIX = "whsec_";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final List<byte[]> keys;

  private WebhookSecret(List<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Parses secrets, one per line: {@code whsec_} and 24 to 64 bytes in base64. Blank lines are
   * ignored.
   *
   * @throws IllegalArgumentException if there is none or one is malformed; does not show it
   */
  public static WebhookSecret parse(String text) {
    List<byte[]> keys = new ArrayList<>();
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      keys.add(key(line, keys.size() + 1));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("expected a secret 'whsec_...', found none");
    }
    return new WebhookSecret(List.copyOf(keys));
  }

  private static byte[] key(String line, int number) {
    try {
      if (line.startsWith(PREFIX)) {
        byte[] key = Base64.getDecoder().decode(line.substring(PREFIX.length()));
        if (key.length >= MIN_BYTES && key.length <= MAX_BYTES) {
          return key;
        }
      }
    } catch (IllegalArgumentException e) {
      // reported below, without the secret
    }
    throw new IllegalArgumentException(
        "expected secret %d to be 'whsec_' and %d to %d bytes in base64, found something else"
            .formatted(number, MIN_BYTES, MAX_BYTES));
  }

  /**
   * The value of header {@code webhook-signature}.
   *
   * @param id the message's {@code webhook-id}
   * @param timestamp the attempt's {@code webhook-timestamp}, seconds since 1970
   * @param body body as sent
   */
  public String sign(String id, long timestamp, byte[] body) {
    return keys.stream()
        .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, id, timestamp, body)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(byte[] key, String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update("%s.%d.".formatted(id, timestamp).getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
