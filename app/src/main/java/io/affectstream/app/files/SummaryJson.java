package io.affectstream.app.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.affectstream.app.results.Labels;
import io.affectstream.app.results.StreamSummary;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** {@code summary.json}: figures per stream and of the run. */
public final class SummaryJson {

  /** Name of the file. */
  public static final String NAME = "summary.json";

  /** Reason of a stream that the job did not close. */
  private static final String NOT_CLOSED = "NOT_CLOSED";

  private SummaryJson() {}

  /**
   * Writes the file.
   *
   * @param streams by stream id, in the order of the file
   * @param repeats repeated rows skipped, per stream
   * @param deadLetters refused records of these streams, or without a stream, by reason
   * @param wall duration of the run
   */
  public static void write(
      Path folder,
      Map<String, StreamSummary> streams,
      Map<String, Long> repeats,
      DeadLetterCount deadLetters,
      Duration wall)
      throws IOException {
    try (AtomicFile file = AtomicFile.create(folder.resolve(NAME))) {
      JsonGenerator json = new JsonFactory().createGenerator(file.writer());
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      run(json, streams, wall);
      json.writeObjectFieldStart("dead_letters");
      deadLetters.write(json);
      json.writeEndObject();
      json.writeArrayFieldStart("streams");
      for (Map.Entry<String, StreamSummary> stream : streams.entrySet()) {
        json.writeStartObject();
        json.writeStringField("stream", stream.getKey());
        if (!stream.getValue().source().isEmpty()) {
          json.writeStringField("source", stream.getValue().source());
        }
        stream(json, stream.getValue(), repeats.getOrDefault(stream.getKey(), 0L));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
      json.flush();
      file.commit();
    }
  }

  private static void run(JsonGenerator json, Map<String, StreamSummary> streams, Duration wall)
      throws IOException {
    long frames = streams.values().stream().mapToLong(StreamSummary::frames).sum();
    double seconds = wall.toNanos() / 1e9;
    json.writeNumberField("frames", frames);
    RecordJson.number(json, "wall_seconds", seconds);
    RecordJson.number(json, "frames_per_second", seconds > 0 ? frames / seconds : 0);
  }

  private static void stream(JsonGenerator json, StreamSummary summary, long repeats)
      throws IOException {
    json.writeNumberField("frames", summary.frames());
    json.writeNumberField("rows", summary.rows());
    json.writeNumberField("measured", summary.rows(Reason.MEASURED));
    json.writeNumberField("no_face", summary.rows(Reason.NO_FACE));
    json.writeNumberField("uncertain", summary.uncertain());
    json.writeNumberField("repeats_left_out", repeats);
    json.writeObjectFieldStart("reasons");
    for (Map.Entry<Reason, Long> reason : summary.reasons().entrySet()) {
      json.writeNumberField(reason.getKey().name(), reason.getValue());
    }
    json.writeEndObject();
    RecordJson.seconds(json, "start", summary.start());
    RecordJson.seconds(json, "duration", summary.end() - summary.start());
    json.writeObjectFieldStart("seconds_per_expression");
    for (Map.Entry<Expression, Double> share : summary.secondsPerExpression().entrySet()) {
      RecordJson.number(json, Labels.of(share.getKey()), share.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("seconds_spoken");
    for (Map.Entry<Integer, Double> face : summary.secondsSpoken().entrySet()) {
      RecordJson.number(json, face.getKey().toString(), face.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("episodes");
    for (Map.Entry<String, Long> episodes : summary.episodes().entrySet()) {
      json.writeNumberField(episodes.getKey(), episodes.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("faces", summary.faces());
    json.writeObjectFieldStart("faces_beyond_limit");
    json.writeNumberField("frames", summary.crowdedFrames());
    json.writeNumberField("max_per_frame", summary.maxSkippedFaces());
    json.writeEndObject();
    json.writeArrayFieldStart("bundles");
    for (String bundle : summary.bundles()) {
      json.writeString(bundle);
    }
    json.writeEndArray();
    json.writeNumberField("rows_missing", summary.missingRows());
    json.writeStringField(
        "closed", summary.announced().isPresent() ? summary.closed() : NOT_CLOSED);
    json.writeStringField("incomplete", summary.incomplete().orElse(null));
    if (!summary.notes().isEmpty()) {
      json.writeArrayFieldStart("notes");
      for (String note : summary.notes()) {
        json.writeString(note);
      }
      json.writeEndArray();
    }
  }
}
