package io.affectstream.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads server-sent events. */
final class EventLines {

  private final BufferedReader lines;
  private String id = "";

  EventLines(InputStream in) {
    lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** Data of the next event. */
  JsonNode next() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("data: ")) {
        return Api.JSON.readTree(line.substring(6));
      }
    }
    throw new AssertionError("the server ended the stream of events");
  }

  /** Id of the event. */
  String id() {
    return id;
  }
}
