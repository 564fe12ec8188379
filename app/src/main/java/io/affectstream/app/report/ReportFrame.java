package io.affectstream.app.report;

import io.affectstream.app.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Frame of every page of the report: style, script and disclaimer. */
final class ReportFrame {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s · Affectstream</title>
      <style>
      %s</style>
      </head>
      <body>
      %s<footer>Apparent expression, not what a person feels. Action units are estimates. Not for \
      judging people. Times are originating times.</footer>
      <script>
      %s</script>
      </body>
      </html>
      """;

  private ReportFrame() {}

  static void write(Path target, String title, String body) throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      file.writer()
          .write(
              PAGE.formatted(
                  Html.escape(title),
                  resource("report.css"),
                  body,
                  resource("report.js") + resource("media.js")));
      file.commit();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportFrame.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": expected on the class path, found nothing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
