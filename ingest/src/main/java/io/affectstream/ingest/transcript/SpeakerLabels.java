package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distinguishes the labels of speakers ({@code JOHN SMITH:}, {@code Agent:}, {@code SPEAKER_00:})
 * from speech ({@code TOTAL: five}, {@code I said: go}, {@code 10:30}). A label is at the start of
 * a line, before a colon and a space; see {@link LabelKind} for the judgement by its words alone.
 *
 * <p>A name, which may be a noun as well, is a label
 *
 * <ul>
 *   <li>after {@code >>}, or if it labels two lines or more;
 *   <li>in capitals among other text, as captions name speakers off screen, unless the word also
 *       occurs in lower case;
 *   <li>if three in ten of the texts begin with a label or a name.
 * </ul>
 *
 * <p>The last rule applies only to scripts with capitals. Limits: a single name among unlabelled
 * speech ("Mary: yes" once in a film) counts as a word, and a noun in capitals that is in no list
 * ("INVOICE: seven") does not.
 */
final class SpeakerLabels {

  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^[ \\t]*+(?:[-\\u2010-\\u2015\\u2022][ \\t]*+)?(?<change>(?:>|\\uFF1E|\\u00BB){1,3}["
              + " \\t]*+)?(?<label>[^:\\uFF1A\\n"
              + "]{1,60}?)[ \\t]{0,3}(?::(?=\\s|$)|\\uFF1A)");
  private static final Pattern BRACKETED =
      Pattern.compile("^[ \\t>-]*\\[[^\\[\\]\\n]{1,40}\\][ \\t]*:");
  private static final double LABELLED = 0.3;
  private static final int REPEATED = 2;

  private final Set<String> names = new HashSet<>();

  private SpeakerLabels() {}

  /**
   * Labels of a file.
   *
   * @param texts its texts with all that is spoken, in order
   * @param described the same including the descriptions that {@link Descriptions} removes
   */
  static SpeakerLabels of(List<String> texts, List<String> described) {
    Map<String, Integer> found = new HashMap<>();
    Set<String> capitals = new HashSet<>();
    Set<String> small = smallWords(texts);
    int labelled = 0;
    for (int i = 0; i < texts.size(); i++) {
      Matcher line = LINE.matcher(texts.get(i));
      boolean label = BRACKETED.matcher(described.get(i)).find();
      while (line.find()) {
        String name = line.group("label").strip();
        LabelKind kind = LabelKind.of(name);
        label |= kind != LabelKind.SPEECH && texts.get(i).substring(0, line.start()).isBlank();
        if (kind == LabelKind.NAME) {
          found.merge(name, line.group("change") == null ? 1 : REPEATED, Integer::sum);
          if (isCapitals(name) && !small.contains(name.toLowerCase(Locale.ROOT))) {
            capitals.add(name);
          }
        }
      }
      labelled += label ? 1 : 0;
    }
    SpeakerLabels labels = new SpeakerLabels();
    long spoken = texts.stream().filter(text -> !Token.of(text).isEmpty()).count();
    boolean all = labelled >= LABELLED * spoken;
    found.forEach(
        (name, times) -> {
          if ((all && isCapital(name))
              || times >= REPEATED
              || (!small.isEmpty() && capitals.contains(name))) {
            labels.names.add(name);
          }
        });
    return labels;
  }

  /** The text with labels replaced by spaces. */
  String blank(String text) {
    StringBuilder spoken = new StringBuilder(text);
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      String name = line.group("label").strip();
      LabelKind kind = LabelKind.of(name);
      if (kind == LabelKind.SPEAKER || (kind == LabelKind.NAME && names.contains(name))) {
        Descriptions.blank(spoken, line.start(), line.end());
      }
    }
    return spoken.toString();
  }

  /** Scripts without capitals do not distinguish a name from a phrase. */
  private static boolean isCapital(String name) {
    return Character.isUpperCase(name.codePointAt(0)) || Character.isTitleCase(name.codePointAt(0));
  }

  private static boolean isCapitals(String name) {
    return name.codePoints().noneMatch(Character::isLowerCase)
        && name.codePoints().filter(Character::isUpperCase).count() > 1;
  }

  /** Words in lower case. */
  private static Set<String> smallWords(Collection<String> texts) {
    Set<String> small = new HashSet<>();
    List<Token> tokens = new ArrayList<>();
    texts.forEach(text -> tokens.addAll(Token.of(text)));
    for (Token token : tokens) {
      if (Character.isLowerCase(token.text().codePointAt(0))) {
        small.add(token.text());
      }
    }
    return small;
  }
}
