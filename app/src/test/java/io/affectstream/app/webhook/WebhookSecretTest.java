package io.affectstream.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  /** The example of the convention's own libraries. */
  @Test
  void signsAsTheConventionDoes() {
    assertThat(sign(SECRET)).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void signsWithEverySecretWhileOneReplacesAnother() {
    String other = "whsec_" + "A".repeat(32);
    assertThat(sign(other + "\n\n  " + SECRET + "\r\n"))
        .isEqualTo(sign(other) + " " + sign(SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La",
        "whsec_MfKQ9r8GKYqrTwjU?D8ILPZIo2LaLaSw"
      })
  void refusesOtherTextsWithoutShowingThem(String text) {
    assertThatThrownBy(() -> WebhookSecret.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whsec_")
        .hasMessageNotContaining("MfKQ");
  }

  private static String sign(String secrets) {
    return WebhookSecret.parse(secrets).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY);
  }
}
