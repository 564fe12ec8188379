package io.affectstream.training.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds in which no group (speaker, video) is in two: the largest groups first, each into the
 * smallest fold so far.
 */
public final class GroupFolds {

  private final Map<String, Integer> folds = new HashMap<>();

  /**
   * Divides groups.
   *
   * @param groups group of every sample
   * @param count folds
   * @throws IllegalArgumentException if there are fewer groups than folds
   */
  public GroupFolds(Collection<String> groups, int count) {
    Map<String, Integer> sizes = new TreeMap<>();
    groups.forEach(group -> sizes.merge(group, 1, Integer::sum));
    if (count < 1 || sizes.size() < count) {
      throw new IllegalArgumentException(
          "folds: expected at least %d groups, found %d: %s"
              .formatted(Math.max(1, count), sizes.size(), sizes.keySet()));
    }
    List<Map.Entry<String, Integer>> largestFirst = new ArrayList<>(sizes.entrySet());
    largestFirst.sort(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()));
    int[] filled = new int[count];
    for (Map.Entry<String, Integer> group : largestFirst) {
      int smallest = 0;
      for (int fold = 1; fold < count; fold++) {
        smallest = filled[fold] < filled[smallest] ? fold : smallest;
      }
      filled[smallest] += group.getValue();
      folds.put(group.getKey(), smallest);
    }
  }

  /**
   * Fold of a group.
   *
   * @throws IllegalArgumentException if the group is unknown
   */
  public int of(String group) {
    Integer fold = folds.get(group);
    if (fold == null) {
      throw new IllegalArgumentException(
          "folds: expected one of %s, found '%s'".formatted(folds.keySet(), group));
    }
    return fold;
  }
}
