package io.affectstream.ingest.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Script of the demo clip: the labels with which its predictions are compared. Times are
 * originating times of the clip in microseconds.
 *
 * @param segments one after the other, without gaps
 */
public record DemoScript(List<Segment> segments) {

  /**
   * The script of the standard clip of {@link DemoClip}: seven expressions of three seconds each.
   */
  public static final DemoScript STANDARD =
      of(
          new Line(Expression.NEUTRAL, "the meeting starts at nine in room four"),
          new Line(Expression.HAPPINESS, "this is wonderful we won the game"),
          new Line(Expression.SURPRISE, "oh wow i never expected this"),
          new Line(Expression.SADNESS, "she left and i miss her"),
          new Line(Expression.ANGER, "stop it now i told you no"),
          new Line(Expression.DISGUST, "this smells awful take it away"),
          new Line(Expression.FEAR, "wait did you hear that we must hide"));

  private static final long SEGMENT = 3_000_000;
  private static final long MORPH = 480_000;

  /**
   * One expression: the face goes from rest to its apex, stays and returns.
   *
   * @param start first instant
   * @param apexStart from here the expression is complete
   * @param apexEnd from here it fades
   * @param end first instant after the segment
   * @param expression scripted label of [start, end)
   * @param text spoken words, lower case, separated by one space
   */
  public record Segment(
      long start, long apexStart, long apexEnd, long end, Expression expression, String text) {

    /** Intensity from rest, 0, to apex, 1: a cubic rise and fall. */
    double amount(long time) {
      double rise = (double) (time - start) / (apexStart - start);
      double fall = (double) (end - time) / (end - apexEnd);
      double linear = Math.max(0, Math.min(1, Math.min(rise, fall)));
      return linear * linear * (3 - 2 * linear);
    }
  }

  private record Line(Expression expression, String text) {}

  /** Copies the list. */
  public DemoScript {
    segments = List.copyOf(segments);
  }

  /** The segment at a time; none before the start and after the end. */
  public Optional<Segment> at(long time) {
    return segments.stream()
        .filter(segment -> segment.start() <= time && time < segment.end())
        .findFirst();
  }

  /** The segment at a time where its expression is complete; none during rise and fall. */
  public Optional<Segment> apexAt(long time) {
    return at(time).filter(segment -> segment.apexStart() <= time && time < segment.apexEnd());
  }

  /** First instant after the script. */
  public long end() {
    return segments.get(segments.size() - 1).end();
  }

  /** Writes the script as JSON. */
  public void write(Path file) throws IOException {
    Files.writeString(file, mapper().writeValueAsString(this) + "\n");
  }

  /**
   * Reads a file of {@link #write}.
   *
   * @throws IOException if the file cannot be read or is not a script
   */
  public static DemoScript read(Path file) throws IOException {
    return mapper().readValue(file.toFile(), DemoScript.class);
  }

  private static ObjectMapper mapper() {
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
  }

  private static DemoScript of(Line... lines) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      long start = i * SEGMENT;
      long end = start + SEGMENT;
      segments.add(
          new Segment(
              start, start + MORPH, end - MORPH, end, lines[i].expression(), lines[i].text()));
    }
    return new DemoScript(segments);
  }
}
