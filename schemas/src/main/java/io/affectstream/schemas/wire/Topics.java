package io.affectstream.schemas.wire;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of the topics, all below one prefix so that several installations can share a broker.
 *
 * @param prefix leading part of every name, without the dot
 */
public record Topics(String prefix) {

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  /** Default prefix. */
  public static final Topics DEFAULT = new Topics("affect");

  /**
   * @throws IllegalArgumentException if the prefix is not a legal part of a Kafka topic name
   */
  public Topics {
    if (!LEGAL.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topic prefix: expected 1 to 200 letters, digits, '.', '_' or '-', found '%s'"
              .formatted(prefix));
    }
  }

  public String video() {
    return name("video");
  }

  public String audio() {
    return name("audio");
  }

  public String transcripts() {
    return name("transcripts");
  }

  public String streams() {
    return name("streams");
  }

  public String frames() {
    return name("frames");
  }

  public String events() {
    return name("events");
  }

  /** Rules of alerts, compacted. */
  public String rules() {
    return name("rules");
  }

  public String alerts() {
    return name("alerts");
  }

  public String deadLetters() {
    return name("dead-letters");
  }

  /** Provisional rows and events: what the past alone says, at once. */
  public String live() {
    return name("live");
  }

  /** Topics with the data of streams, read by the affect job. */
  public List<String> inputs() {
    return List.of(streams(), video(), audio(), transcripts());
  }

  /** Topics of final results, written by the affect job. */
  public List<String> outputs() {
    return List.of(frames(), events(), alerts(), deadLetters());
  }

  private String name(String suffix) {
    return prefix + "." + suffix;
  }
}
