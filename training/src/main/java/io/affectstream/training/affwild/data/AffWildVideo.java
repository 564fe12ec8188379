package io.affectstream.training.affwild.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One person of one video: annotations and images of the face.
 *
 * @param labels annotations
 * @param images face of each frame in which one was found, by number of the frame
 */
public record AffWildVideo(AffWildLabels labels, NavigableMap<Integer, Path> images) {

  /** The annotated one of two people. */
  public enum Person {
    /** The only person. */
    ONLY(""),
    /** The left of two. */
    LEFT("_left"),
    /** The right of two. */
    RIGHT("_right");

    private final String suffix;

    Person(String suffix) {
      this.suffix = suffix;
    }

    /** The person in a name. */
    public static Person of(String name) {
      return name.endsWith(LEFT.suffix) ? LEFT : name.endsWith(RIGHT.suffix) ? RIGHT : ONLY;
    }

    /** Name of the video in the name of one of its people. */
    public static String video(String name) {
      return name.substring(0, name.length() - of(name).suffix.length());
    }
  }

  public AffWildVideo {
    images = Collections.unmodifiableNavigableMap(new TreeMap<>(images));
  }

  /** The person of the video. */
  public Person person() {
    return Person.of(labels.name());
  }

  /** Name of the video, the same for both of its people: the group that folds keep together. */
  public String video() {
    return Person.video(labels.name());
  }

  /** Face of a frame; empty where none was found. */
  public Optional<Path> image(int frame) {
    return Optional.ofNullable(images.get(frame));
  }

  /** Frames that have both a face and an annotation, in order. */
  public IntStream usable() {
    return images.keySet().stream()
        .mapToInt(Integer::intValue)
        .filter(frame -> labels.of(frame).isPresent());
  }

  /** Number of frames of the video: up to the last line or image. */
  public int frames() {
    return Math.max(labels.frames(), images.isEmpty() ? 0 : images.lastKey());
  }
}
