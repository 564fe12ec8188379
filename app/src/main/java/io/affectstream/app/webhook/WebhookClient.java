package io.affectstream.app.webhook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Posts signed messages to one address. Redirects count as failures. Thread-safe. */
final class WebhookClient {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI address;
  private final WebhookSecret secret;
  private final Duration timeout;
  private final InstantSource clock;
  private final HttpClient http;

  /**
   * A client.
   *
   * @param timeout maximum duration of an attempt
   * @param clock wall clock of the timestamps
   */
  WebhookClient(URI address, WebhookSecret secret, Duration timeout, InstantSource clock) {
    this.address = address;
    this.secret = secret;
    this.timeout = timeout;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(Redirect.NEVER).build();
  }

  /** Makes one attempt; never completes exceptionally. */
  CompletableFuture<Answer> post(String id, byte[] body) {
    long timestamp = clock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("content-type", "application/json")
            .header("user-agent", "affectstream")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(timestamp))
            .header("webhook-signature", secret.sign(id, timestamp, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return http.sendAsync(request, BodyHandlers.discarding())
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> answer(response == null ? -1 : response.statusCode(), failure));
  }

  private Answer answer(int status, Throwable failure) {
    if (failure == null) {
      return Answer.of(status);
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return new Answer(
        Answer.Kind.FAILED,
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }
}
