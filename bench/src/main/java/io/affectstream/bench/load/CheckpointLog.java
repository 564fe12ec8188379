package io.affectstream.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The completed checkpoints of a job, from Flink's web interface. The interface keeps the last ten,
 * so it must be polled at least that often.
 */
public final class CheckpointLog {

  /**
   * A completed checkpoint.
   *
   * @param number id
   * @param triggered wall clock, milliseconds
   * @param bytes full size of the state
   * @param millis from its trigger to its end
   */
  public record Checkpoint(long number, long triggered, long bytes, double millis) {}

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();
  private final TreeMap<Long, Checkpoint> completed = new TreeMap<>();

  /**
   * @param address {@code /jobs/ID/checkpoints} of the web interface
   */
  public CheckpointLog(URI address) {
    this.address = address;
  }

  /** Adds the checkpoints completed since the last call. */
  public void look() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "%s: expected status 200, found %d".formatted(address, answer.statusCode()));
    }
    parse(answer.body()).forEach(one -> completed.put(one.number(), one));
  }

  /** The completed checkpoints in a response. */
  static List<Checkpoint> parse(String json) throws IOException {
    List<Checkpoint> found = new ArrayList<>();
    for (JsonNode one : JSON.readTree(json).path("history")) {
      if (one.path("status").asText().equals("COMPLETED")
          && !one.path("is_savepoint").asBoolean()) {
        found.add(
            new Checkpoint(
                one.path("id").asLong(),
                one.path("trigger_timestamp").asLong(),
                one.path("state_size").asLong(),
                one.path("end_to_end_duration").asDouble()));
      }
    }
    return found;
  }

  /** All checkpoints so far, the oldest first. */
  public Collection<Checkpoint> completed() {
    return completed.values();
  }
}
