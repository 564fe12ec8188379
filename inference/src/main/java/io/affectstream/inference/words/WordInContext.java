package io.affectstream.inference.words;

import java.util.List;

/**
 * A word and what it is read after.
 *
 * @param before forms of the words before it, the nearest last; none for a word on its own
 * @param form form of the word
 */
record WordInContext(List<String> before, String form) {

  /** The text up to and with the word, without the first {@code dropped} words before it. */
  String text(int dropped) {
    List<String> kept = before.subList(dropped, before.size());
    return kept.isEmpty() ? form : String.join(" ", kept) + " " + form;
  }
}
