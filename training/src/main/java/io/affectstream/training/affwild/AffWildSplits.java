package io.affectstream.training.affwild;

import io.affectstream.training.affwild.data.AffWildLabels;
import io.affectstream.training.affwild.data.AffWildPerson;
import io.affectstream.training.affwild.data.AffWildTask;
import io.affectstream.training.study.GroupFolds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Divides people into training, validation and submission. A video in the validation split of any
 * task is not used for training, even if the other task's split allows it; folds keep the people of
 * a video together.
 */
public final class AffWildSplits {

  private final List<AffWildPerson> people;
  private final Set<String> validated;
  private final AffWildSettings settings;
  private final GroupFolds folds;

  /**
   * Divides people.
   *
   * @throws IOException if no training data remains, or there are fewer videos than folds
   */
  public AffWildSplits(List<AffWildPerson> people, AffWildSettings settings) throws IOException {
    this.people = List.copyOf(people);
    this.settings = settings;
    this.validated =
        people.stream()
            .filter(person -> !person.validation().isEmpty())
            .map(AffWildPerson::video)
            .collect(Collectors.toCollection(TreeSet::new));
    if (train().isEmpty()) {
      throw new IOException(
          "Train_Set: expected videos that no task validates on, found none; the videos validated"
              + " on are %s".formatted(validated));
    }
    this.folds = folds();
  }

  private GroupFolds folds() throws IOException {
    List<String> videos = new ArrayList<>();
    for (AffWildPerson person : folded()) {
      videos.addAll(Collections.nCopies(Math.max(1, person.frames()), person.video()));
    }
    try {
      return new GroupFolds(videos, Math.max(1, settings.folds()));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage() + "; lower the setting 'folds'", e);
    }
  }

  /** People of the official training split. */
  public List<AffWildPerson> train() {
    return people.stream()
        .filter(person -> !person.train().isEmpty() && !validated.contains(person.video()))
        .toList();
  }

  /** Names of people annotated for training whose video is used for validation. */
  public List<String> leftOut() {
    return people.stream()
        .filter(person -> !person.train().isEmpty() && validated.contains(person.video()))
        .map(AffWildPerson::name)
        .toList();
  }

  /** People of the official validation split. */
  public List<AffWildPerson> validation() {
    return people.stream().filter(person -> !person.validation().isEmpty()).toList();
  }

  /** People to submit predictions for. */
  public List<AffWildPerson> test() {
    return people.stream().filter(person -> !person.test().isEmpty()).toList();
  }

  /** All people that a run needs, in the order of their names. */
  public List<AffWildPerson> needed() {
    Set<AffWildPerson> needed =
        Stream.of(folded(), validation(), test()).flatMap(List::stream).collect(Collectors.toSet());
    return people.stream().filter(needed::contains).toList();
  }

  /** People divided into folds. */
  List<AffWildPerson> folded() {
    return settings.foldValidation()
        ? people.stream().filter(person -> !all(person).isEmpty()).toList()
        : train();
  }

  /** Fold of a person, counted from 0. */
  int fold(AffWildPerson person) {
    return folds.of(person.video());
  }

  /** Annotations of a person that a fold may use. */
  Map<AffWildTask, AffWildLabels> foldLabels(AffWildPerson person) {
    return settings.foldValidation() ? all(person) : person.train();
  }

  private static Map<AffWildTask, AffWildLabels> all(AffWildPerson person) {
    Map<AffWildTask, AffWildLabels> all = new EnumMap<>(AffWildTask.class);
    all.putAll(person.train());
    all.putAll(person.validation());
    return all;
  }
}
