package io.affectstream.ingest.transcript;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is spoken in the text of a cue: without mark-up, speaker labels ({@code JOHN:}, {@code >>},
 * a leading dash) and descriptions of sounds in brackets.
 */
final class CueText {

  private static final Pattern SPEAKER =
      Pattern.compile(
          "^((?:\\s|<[^>]*>)*)(?:[-\\u2013\\u2014]\\s*)?(?:(?:>>|&gt;&gt;)+\\s*)?"
              + "(?:(?:[\\p{Lu}][\\p{Lu}\\p{N} .'_-]*|[Ss]peaker\\s*\\w+):(?=\\s|$))?");
  private static final Pattern DESCRIPTION =
      Pattern.compile("\\[[^\\]]*\\]|\\([^)]*\\)|\\{[^}]*\\}|\\*[^*\\s][^*]*\\*");
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^>]*>|</>");
  private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9A-Fa-f]+|[a-z]+);");
  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "lrm", "",
          "rlm", "");

  private CueText() {}

  /** A line without the label of its speaker; mark-up stays. */
  static String withoutSpeaker(String line) {
    return SPEAKER.matcher(line).replaceFirst("$1");
  }

  /** Text without descriptions, which may go over lines; mark-up stays. */
  static String withoutDescriptions(String text) {
    return DESCRIPTION.matcher(text).replaceAll(" ");
  }

  /** Text without mark-up, entities resolved. */
  static String spoken(String text) {
    return ENTITY
        .matcher(TAG.matcher(text).replaceAll(""))
        .replaceAll(entity -> Matcher.quoteReplacement(resolve(entity.group(1), entity.group())));
  }

  private static String resolve(String name, String whole) {
    if (!name.startsWith("#")) {
      return ENTITIES.getOrDefault(name, whole);
    }
    boolean hexadecimal = name.startsWith("#x");
    try {
      int point = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
      return Character.isValidCodePoint(point) ? Character.toString(point) : whole;
    } catch (NumberFormatException e) {
      return whole;
    }
  }
}
