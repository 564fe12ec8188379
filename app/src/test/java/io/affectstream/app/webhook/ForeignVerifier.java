package io.affectstream.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.webhook.Receiver.Request;
import io.affectstream.features.testing.TestTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The convention's own library for Python. */
final class ForeignVerifier {

  private ForeignVerifier() {}

  /** Verifies every request, and that none is accepted with another body. */
  static void verify(Path folder, String secret, List<Request> requests) throws Exception {
    Path python = TestTools.require("python3");
    Path script = folder.resolve("verify.py");
    Files.writeString(
        script,
        """
        import base64, sys
        try:
            from standardwebhooks.webhooks import Webhook
        except ImportError:
            sys.exit(77)
        hook, count = Webhook(sys.argv[1]), 0
        for line in open(sys.argv[2]):
            id, timestamp, signature, body = line.rstrip("\\n").split("\\t")
            headers = {"webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature}
            hook.verify(base64.b64decode(body), headers)
            try:
                hook.verify(base64.b64decode(body) + b" ", headers)
            except Exception:
                count += 1
        print(count)
        """);
    Path lines = folder.resolve("requests.tsv");
    Files.write(
        lines,
        requests.stream()
            .map(
                r ->
                    String.join(
                        "\t",
                        r.id(),
                        r.timestamp(),
                        r.signature(),
                        Base64.getEncoder()
                            .encodeToString(r.body().getBytes(StandardCharsets.UTF_8))))
            .toList());
    Process process =
        new ProcessBuilder(python.toString(), script.toString(), secret, lines.toString())
            .redirectError(folder.resolve("verify.err").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code == 77) {
      String message = "needs the Python package standardwebhooks";
      assertThat(System.getenv("CI")).as(message).isNotEqualTo("true");
      Assumptions.abort(message);
    }
    assertThat(code).as(Files.readString(folder.resolve("verify.err"))).isZero();
    assertThat(out.strip()).isEqualTo(Integer.toString(requests.size()));
  }
}
