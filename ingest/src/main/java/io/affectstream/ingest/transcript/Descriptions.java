package io.affectstream.ingest.transcript;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts of captions that are not spoken: descriptions of sounds, such as {@code [door slams]},
 * {@code (applause)}, {@code *sighs*}, lyrics between music notes, the marks of recognisers ({@code
 * <|en|>}) and damaged word times.
 */
final class Descriptions {

  private static final String NOTE = "[\\u2669-\\u266F\\x{1F3B5}\\x{1F3B6}\\x{1F3BC}]";
  private static final int NESTING = 3;
  private static final List<Pattern> BRACKETS =
      List.of(
          Pattern.compile("<\\|[^|<>]{0,40}\\|>"),
          Pattern.compile("<\\d[\\d:.,]{3,30}>?"),
          Pattern.compile("\\[[^\\[\\]]{0,200}\\]"),
          Pattern.compile("\\([^()]{0,200}\\)"),
          Pattern.compile("\\{[^{}]{0,200}\\}"),
          Pattern.compile(
              "[\\uFF08\\u3010\\uFF3B\\u3014\\u3016]"
                  + "[^\\uFF09\\u3011\\uFF3D\\u3015\\u3017]{0,200}[\\uFF09\\u3011\\uFF3D\\u3015\\u3017]"));
  private static final List<Pattern> OTHERS =
      List.of(
          Pattern.compile("\\*[^*\\s][^*]{0,80}\\*"),
          Pattern.compile(NOTE + "[^\\u2669-\\u266F\\x{1F3B5}\\x{1F3B6}\\x{1F3BC}]{0,400}" + NOTE),
          Pattern.compile("(?m)^[ \\t-]*+" + NOTE + ".*$"),
          Pattern.compile("(?m)^[ \\t]*+#\\s[^#]{1,400}\\s#[ \\t]*$"),
          Pattern.compile("(?m)^[ \\t-]*+\\[[^\\]\\n]*$"));

  private Descriptions() {}

  /** The text with descriptions replaced by spaces; length and lines are unchanged. */
  static String blank(String text) {
    StringBuilder spoken = new StringBuilder(text);
    for (int i = 0; i < NESTING; i++) {
      boolean found = false;
      for (Pattern pattern : BRACKETS) {
        found |= blank(spoken, pattern);
      }
      if (!found) {
        break;
      }
    }
    OTHERS.forEach(pattern -> blank(spoken, pattern));
    return spoken.toString();
  }

  private static boolean blank(StringBuilder text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text.toString());
    boolean found = false;
    while (matcher.find()) {
      found = true;
      blank(text, matcher.start(), matcher.end());
    }
    return found;
  }

  /** Replaces a part of a text with spaces; keeps line ends. */
  static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }
}
