package io.affectstream.app.cli;

import io.affectstream.app.webhook.Notification;
import io.affectstream.app.webhook.RetrySchedule;
import io.affectstream.app.webhook.WebhookSecret;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.schemas.Severity;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect notify}. */
@Command(
    name = "notify",
    description = {
      "Post alerts to a webhook by the Standard Webhooks convention, each at least once.",
      "The secret 'whsec_...' comes from a file or from the environment variable"
          + " AFFECT_WEBHOOK_SECRET. Ends with exit code 1 when the receiver answers 410."
    })
final class NotifyCommand implements Callable<Integer> {

  private static final String VARIABLE = "AFFECT_WEBHOOK_SECRET";

  private final Console console;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "Address of the webhook, http or https.")
  private URI url;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "File with the secret; two lines while one secret replaces another.")
  private Path secretFile;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "affect-notify",
      description =
          "Consumer group whose offsets say what is delivered; one per webhook. Default:"
              + " ${DEFAULT-VALUE}.")
  private String group;

  @Option(
      names = "--severity",
      paramLabel = "info|warning|critical",
      defaultValue = "INFO",
      description = "Least severity that is sent. Default: info.")
  private Severity severity;

  @Option(
      names = "--early",
      description =
          "Send the early alerts of provisional rows too. They have ids of their own, and the"
              + " final alert may not follow.")
  private boolean early;

  @Option(
      names = "--retries",
      paramLabel = "DELAYS",
      defaultValue = RetrySchedule.DEFAULT,
      description =
          "Delays after failed attempts; after the last one an alert becomes a dead letter."
              + " Default: ${DEFAULT-VALUE}.")
  private String retries;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "Maximum duration of an attempt. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  NotifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AffectConfig config = kafka.readWithCluster(List.of());
    Notification notification =
        new Notification(
            config.kafka(), group, address(), secret(), schedule(), timeout(), severity, early);
    console.note("alerts go to " + url);
    String answer = notification.run(console::note);
    console.note(
        "the receiver wants no further alerts (%s); nothing is sent to %s any more"
            .formatted(answer, url));
    return ExitCode.FAILED;
  }

  private Duration timeout() throws CommandFailure {
    if (timeout < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--timeout: expected at least 1 second, found '%d'".formatted(timeout));
    }
    return Duration.ofSeconds(timeout);
  }

  private URI address() throws CommandFailure {
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getUserInfo() != null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--url: expected http(s)://HOST/PATH without a user, found something else");
    }
    return url;
  }

  private WebhookSecret secret() throws CommandFailure, IOException {
    String variable = System.getenv(VARIABLE);
    if (secretFile == null && variable == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "expected a secret, found none; give --secret-file FILE or set " + VARIABLE);
    }
    if (secretFile != null && !Files.isReadable(secretFile)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--secret-file: expected a file with the secret, found none at '%s'"
              .formatted(secretFile));
    }
    String origin = secretFile == null ? VARIABLE : "--secret-file";
    try {
      return WebhookSecret.parse(secretFile == null ? variable : Files.readString(secretFile));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, origin + ": " + e.getMessage());
    }
  }

  private RetrySchedule schedule() throws CommandFailure {
    try {
      return RetrySchedule.parse(retries);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--retries: " + e.getMessage());
    }
  }
}
