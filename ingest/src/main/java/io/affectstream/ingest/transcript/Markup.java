package io.affectstream.ingest.transcript;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes the mark-up of subtitles and invisible marks from text. */
final class Markup {

  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>|</>");

  /** Line breaks and hard spaces of Advanced SubStation, which converters leave in SRT. */
  private static final Pattern BREAK = Pattern.compile("\\\\[Nnh]");

  private static final Pattern ENTITY = Pattern.compile("&(#[xX]?[0-9A-Fa-f]{1,8}|[A-Za-z]{1,8});");
  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "lrm", "",
          "rlm", "", "hellip", "\u2026", "mdash", "\u2014");

  /**
   * Bidirectional and zero-width marks, control characters, halves of surrogate pairs. Keeps the
   * two joiners between letters of scripts that use them (Persian, the scripts of India).
   */
  private static final Pattern MARKS =
      Pattern.compile(
          "[\\p{Cf}&&[^\\u200C\\u200D]]|[\\p{Cc}&&[^\\s]]|\\p{Cs}"
              + "|(?<![\\p{L}\\p{M}&&[^\\p{IsLatin}]])[\\u200C\\u200D]"
              + "|[\\u200C\\u200D](?![\\p{L}\\p{M}&&[^\\p{IsLatin}]])");

  private Markup() {}

  /** A line without tags, with entities resolved; keeps the times of single words. */
  static String plain(String line) {
    String untagged = TAG.matcher(BREAK.matcher(line).replaceAll(" ")).replaceAll("");
    return withoutMarks(
        ENTITY
            .matcher(untagged)
            .replaceAll(entity -> Matcher.quoteReplacement(resolve(entity.group(1)))));
  }

  /** Text without invisible marks. */
  static String withoutMarks(String text) {
    return MARKS.matcher(text).replaceAll("");
  }

  private static String resolve(String name) {
    String whole = "&" + name + ";";
    if (!name.startsWith("#")) {
      return ENTITIES.getOrDefault(name, whole);
    }
    boolean hexadecimal = name.length() > 1 && Character.toLowerCase(name.charAt(1)) == 'x';
    try {
      int point = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
      return Character.isValidCodePoint(point) ? Character.toString(point) : whole;
    } catch (NumberFormatException e) {
      return whole;
    }
  }
}
