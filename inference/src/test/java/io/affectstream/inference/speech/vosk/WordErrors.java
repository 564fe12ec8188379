package io.affectstream.inference.speech.vosk;

import java.util.Arrays;
import java.util.List;

/** Word error rate: Levenshtein distance of two texts in words over the length of the first. */
final class WordErrors {

  private WordErrors() {}

  static double rate(List<String> spoken, List<String> recognised) {
    int[] row = new int[recognised.size() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= spoken.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= recognised.size(); j++) {
        int change = diagonal + (spoken.get(i - 1).equals(recognised.get(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return (double) row[recognised.size()] / spoken.size();
  }
}
