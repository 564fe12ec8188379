package io.affectstream.console.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The files of uPlot, from its own jar, where they are below a folder named after its version. */
final class PlotFiles {

  /** Address of each file. */
  static final Map<String, String> TYPES =
      Map.of("/uplot/uPlot.esm.js", "text/javascript", "/uplot/uPlot.min.css", "text/css");

  private static final String PROPERTIES = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private final String folder;

  PlotFiles() {
    Properties properties = new Properties();
    try (InputStream in = PlotFiles.class.getResourceAsStream(PROPERTIES)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder =
        "/META-INF/resources/webjars/uplot/%s/dist/".formatted(properties.getProperty("version"));
  }

  /** Answers with the file of the request's path. */
  void send(Context request) {
    String name = request.path().substring(request.path().lastIndexOf('/') + 1);
    request
        .contentType(TYPES.get(request.path()))
        .result(PlotFiles.class.getResourceAsStream(folder + name));
  }
}
