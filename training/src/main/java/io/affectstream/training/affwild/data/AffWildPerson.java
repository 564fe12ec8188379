package io.affectstream.training.affwild.data;

import io.affectstream.training.affwild.data.AffWildVideo.Person;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One person of one video with all files of a copy.
 *
 * @param name of the annotations and of the folder of images
 * @param train annotations for training, by task
 * @param validation annotations for validation, by task
 * @param test tasks with predictions to submit
 * @param images aligned face of each frame in which one was found, by number of the frame; empty if
 *     faces must be found in the recording
 * @param recording the video
 * @param transcript its words
 */
public record AffWildPerson(
    String name,
    Map<AffWildTask, AffWildLabels> train,
    Map<AffWildTask, AffWildLabels> validation,
    Set<AffWildTask> test,
    NavigableMap<Integer, Path> images,
    Optional<Path> recording,
    Optional<Path> transcript) {

  public AffWildPerson {
    train = Map.copyOf(train);
    validation = Map.copyOf(validation);
    test = Set.copyOf(test);
    images = Collections.unmodifiableNavigableMap(new TreeMap<>(images));
  }

  /** Name of the video, the same for both of its people: the group that folds keep together. */
  public String video() {
    return Person.video(name);
  }

  /** The person's position in the recording. */
  public Person person() {
    boolean own =
        recording.map(file -> file.getFileName().toString().startsWith(name + ".")).orElse(false);
    return own ? Person.ONLY : Person.of(name);
  }

  /** Frames that have a line or an image; the recording may have more. */
  public int frames() {
    int lines =
        Stream.of(train, validation)
            .flatMap(labels -> labels.values().stream())
            .mapToInt(AffWildLabels::frames)
            .max()
            .orElse(0);
    return Math.max(lines, images.isEmpty() ? 0 : images.lastKey());
  }
}
