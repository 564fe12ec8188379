package io.affectstream.inference.words;

import java.util.List;

/**
 * A word with its preceding context.
 *
 * @param before forms of the words before it, the nearest last; none for an isolated word
 * @param form form of the word
 */
record WordInContext(List<String> before, String form) {

  /** The text up to and including the word, without the first {@code dropped} context words. */
  String text(int dropped) {
    List<String> kept = before.subList(dropped, before.size());
    return kept.isEmpty() ? form : String.join(" ", kept) + " " + form;
  }
}
