package io.affectstream.app.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.affectstream.app.results.Labels;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.Reading;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Records of the output topics as one JSON object in one line: fixed order of keys, times in
 * seconds, numbers with six decimals, absent parts omitted.
 */
public final class RecordJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private RecordJson() {}

  /** An event. */
  public static String of(AffectEvent event) {
    return object(
        json -> {
          json.writeStringField("stream", event.getStream());
          json.writeStringField("kind", event.getKind().name());
          seconds(json, "time", event.getTime());
          if (event.getFace() >= 0) {
            json.writeNumberField("face", event.getFace());
          }
          if (event.getExpression() != null) {
            json.writeStringField("expression", Labels.of(event.getExpression()));
          }
          if (event.getActionUnit() != null) {
            json.writeStringField("action_unit", Labels.of(event.getActionUnit()));
          }
          episode(json, event);
          if (event.getDetail() != null) {
            json.writeStringField("detail", event.getDetail());
          }
          json.writeStringField("bundle", event.getBundle());
          finality(json, event.getFinality());
        });
  }

  private static void episode(JsonGenerator json, AffectEvent event) throws IOException {
    if (event.getEpisode() >= 0) {
      json.writeNumberField("episode", event.getEpisode());
    }
    optionalSeconds(json, "onset", event.getOnset());
    optionalSeconds(json, "peak", event.getPeak());
    optionalSeconds(json, "offset", event.getOffset());
    json.writeNumberField("frames", event.getFrames());
    if (event.getCertainFrames() != null) {
      json.writeNumberField("certain_frames", event.getCertainFrames());
    }
    if (event.getEpisode() >= 0) {
      number(json, "confidence", event.getConfidence());
      number(json, "peak_confidence", event.getPeakConfidence());
    }
  }

  /** A frame. */
  public static String of(AffectFrame frame) {
    return object(
        json -> {
          json.writeStringField("stream", frame.getStream());
          json.writeNumberField("frame", frame.getFrame());
          seconds(json, "time", frame.getTime());
          json.writeNumberField("face", frame.getFace());
          json.writeStringField("reason", frame.getReason().name());
          if (frame.getExpression() != null) {
            json.writeStringField("expression_raw", Labels.of(frame.getExpression()));
          }
          if (frame.getSmoothed() != null) {
            json.writeStringField("expression", Labels.of(frame.getSmoothed()));
          }
          certainty(json, frame);
          labels(json, frame);
          box(json, frame);
          number(json, "confidence", frame.getConfidence());
          number(json, "quality", frame.getQuality());
          json.writeObjectFieldStart("coverage");
          number(json, "face", frame.getCoverage().getFace());
          number(json, "voice", frame.getCoverage().getVoice());
          number(json, "words", frame.getCoverage().getWords());
          json.writeEndObject();
          if (frame.getSpeaking() != null) {
            number(json, "speaking", frame.getSpeaking());
          }
          json.writeStringField("bundle", frame.getBundle());
          finality(json, frame.getFinality());
        });
  }

  private static void certainty(JsonGenerator json, AffectFrame frame) throws IOException {
    if (frame.getUncertain() != null) {
      json.writeBooleanField("uncertain", frame.getUncertain());
      json.writeArrayFieldStart("plausible");
      for (Expression expression : frame.getPlausible()) {
        json.writeString(Labels.of(expression));
      }
      json.writeEndArray();
    }
  }

  private static void labels(JsonGenerator json, AffectFrame frame) throws IOException {
    if (!frame.getProbabilities().isEmpty()) {
      json.writeObjectFieldStart("probabilities");
      for (int i = 0; i < Labels.EXPRESSIONS.size(); i++) {
        number(json, Labels.of(Labels.EXPRESSIONS.get(i)), frame.getProbabilities().get(i));
      }
      json.writeEndObject();
    }
    if (!frame.getActionUnits().isEmpty()) {
      json.writeObjectFieldStart("action_units");
      for (int i = 0; i < Labels.UNITS.size(); i++) {
        number(json, Labels.of(Labels.UNITS.get(i)), frame.getActionUnits().get(i));
      }
      json.writeEndObject();
    }
  }

  private static void box(JsonGenerator json, AffectFrame frame) throws IOException {
    if (frame.getBox() != null) {
      json.writeObjectFieldStart("box");
      number(json, "x", frame.getBox().getX());
      number(json, "y", frame.getBox().getY());
      number(json, "width", frame.getBox().getWidth());
      number(json, "height", frame.getBox().getHeight());
      json.writeEndObject();
    }
  }

  /** An alert. */
  public static String of(AffectAlert alert) {
    return object(
        json -> {
          json.writeStringField("stream", alert.getStream());
          json.writeStringField("id", alert.getId());
          finality(json, alert.getFinality());
          json.writeStringField("rule", alert.getRule());
          json.writeStringField("severity", alert.getSeverity().name());
          seconds(json, "time", alert.getTime());
          seconds(json, "onset", alert.getOnset());
          json.writeNumberField("frame", alert.getFrame());
          if (alert.getFace() >= 0) {
            json.writeNumberField("face", alert.getFace());
          }
          if (alert.getRole() != null) {
            json.writeStringField("role", alert.getRole());
          }
          json.writeStringField("text", alert.getText());
          if (alert.getEffectiveFrom() != Long.MIN_VALUE) {
            seconds(json, "effective_from", alert.getEffectiveFrom());
          }
          json.writeObjectFieldStart("readings");
          for (Reading reading : alert.getReadings()) {
            number(json, reading.getMeasure(), reading.getValue());
          }
          json.writeEndObject();
          json.writeArrayFieldStart("words");
          for (String words : alert.getWords()) {
            json.writeString(words);
          }
          json.writeEndArray();
          json.writeStringField("bundle", alert.getBundle());
        });
  }

  /** A dead letter, without its bytes. */
  public static String of(DeadLetter letter) {
    return object(
        json -> {
          json.writeStringField("topic", letter.getTopic());
          json.writeNumberField("partition", letter.getPartition());
          json.writeNumberField("offset", letter.getOffset());
          if (letter.getStream() != null) {
            json.writeStringField("stream", letter.getStream());
          }
          optionalSeconds(json, "time", letter.getTime());
          json.writeStringField("reason", letter.getReason().name());
          json.writeStringField("message", letter.getMessage());
        });
  }

  private static void finality(JsonGenerator json, Finality finality) throws IOException {
    if (finality == Finality.PROVISIONAL) {
      json.writeBooleanField("provisional", true);
    }
  }

  static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(Decimals.of(value));
  }

  static void seconds(JsonGenerator json, String name, long micros) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(Decimals.seconds(micros));
  }

  private static void optionalSeconds(JsonGenerator json, String name, Long micros)
      throws IOException {
    if (micros != null) {
      seconds(json, name, micros);
    }
  }

  /** Writes the fields of an object. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
