package io.affectstream.ingest.transcript;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of a subtitle with the times of its cue: {@code 00:00:01,000 --> 00:00:02,000}. Hours
 * and fractions are optional, the fraction may follow a dot or a comma, the arrow may consist of
 * typographic dashes, and the line may be in brackets, as Whisper prints it.
 *
 * @param start microseconds
 * @param end microseconds, not checked against the start
 * @param text rest of the line unless it is a position or a setting; may be empty
 */
record Timing(long start, long end, String text) {

  private static final String CLOCK =
      "(?:(\\d{1,4}):)?(\\d{1,4}):(\\d{1,2})(?:\\s?[.,]\\s?(\\d{1,9})|:(\\d{3}))?";
  private static final String DASH = "[-=~\\u00AD\\u2010-\\u2015\\u2212]";
  private static final String ARROW =
      "(?:"
          + DASH
          + "{1,4} ?"
          + DASH
          + "{0,4} ?(?:>|&gt;|[\\u203A\\u00BB])|[\\u2192\\u21D2\\u27F6])";
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\[?" + CLOCK + "\\s*" + ARROW + "\\s*" + CLOCK + "(?:$|(?:\\]|\\s)(.*))",
          Pattern.DOTALL);
  private static final Pattern SETTINGS =
      Pattern.compile(
          "\\s*(?:(?:align|line|position|size|region|vertical|[XY][12])\\s*:.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** A time within a cue, before the word that starts at it. */
  private static final Pattern WORD_TIME = Pattern.compile("<" + CLOCK + ">");

  private static final String STAMP = "\\d{1,4}:\\d{1,2}(?::\\d{1,2})?[.,]\\d{1,9}";
  private static final Pattern STAMPED = Pattern.compile(STAMP + "|\\d{2}:\\d{2}:\\d{2}");
  private static final String NUMBERS = "\\d[\\d:.,]{0,20}[:,.]\\d{0,9}";
  private static final Pattern BESIDE_ARROW =
      Pattern.compile(NUMBERS + "\\s*" + ARROW + "|" + ARROW + "\\s*\\[?" + NUMBERS);
  private static final int LONGEST = 2_000;
  private static final int MANY_DIGITS = 8;
  private static final int HOUR = 3600;
  private static final int SIXTY = 60;
  private static final long MICROS = 1_000_000;

  /** The timing in a line, or empty if there is none. */
  static Optional<Timing> of(String line) {
    if (line.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = LINE.matcher(plain(line));
    if (!matcher.matches() || !isClock(matcher, 1) || !isClock(matcher, 6)) {
      return Optional.empty();
    }
    String rest = matcher.group(11) == null ? "" : matcher.group(11);
    if (isStamp(rest)) {
      return Optional.empty();
    }
    return Optional.of(
        new Timing(
            micros(matcher, 1),
            micros(matcher, 6),
            SETTINGS.matcher(rest).matches() ? "" : rest.strip()));
  }

  /** Whether a line looks like a damaged timing, which is not speech. */
  static boolean isDamaged(String line) {
    if (line.length() > LONGEST) {
      return false;
    }
    String plain = plain(line);
    if (plain.chars().noneMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    if (BESIDE_ARROW.matcher(plain).find()) {
      return true;
    }
    Matcher stamp = STAMPED.matcher(plain);
    boolean wordless = plain.codePoints().noneMatch(Character::isLetter);
    if (stamp.find()) {
      boolean first = plain.substring(0, stamp.start()).isBlank();
      return wordless || (first && stamp.find());
    }
    long digits = plain.chars().filter(c -> c >= '0' && c <= '9').count();
    return digits >= MANY_DIGITS
        && plain.chars().filter(c -> c == ':').count() > 1
        && plain.chars().filter(Character::isLetter).count() < digits / 2;
  }

  /** The times within the text of a cue, in groups for {@link #wordTime}. */
  static Matcher wordTimes(String text) {
    return WORD_TIME.matcher(text);
  }

  /** The time of the current match of {@link #wordTimes}, in microseconds. */
  static long wordTime(Matcher matcher) {
    return micros(matcher, 1);
  }

  /** Whether a text contains a time in the notation of subtitles. */
  static boolean isStamp(String text) {
    return STAMPED.matcher(text).find() || text.contains("-->");
  }

  private static boolean isClock(Matcher matcher, int group) {
    boolean minutes =
        matcher.group(group) == null || Integer.parseInt(matcher.group(group + 1)) < SIXTY;
    return minutes && Integer.parseInt(matcher.group(group + 2)) < SIXTY;
  }

  private static long micros(Matcher matcher, int group) {
    long hours = matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    long seconds =
        hours * HOUR
            + Long.parseLong(matcher.group(group + 1)) * SIXTY
            + Long.parseLong(matcher.group(group + 2));
    String fraction =
        matcher.group(group + 3) == null ? matcher.group(group + 4) : matcher.group(group + 3);
    return seconds * MICROS
        + (fraction == null ? 0 : Long.parseLong((fraction + "00000").substring(0, 6)));
  }

  /** Full-width digits and colons as plain ones, without invisible marks. */
  private static String plain(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) > 0x7F) {
        return Normalizer.normalize(Markup.withoutMarks(line), Normalizer.Form.NFKC);
      }
    }
    return line;
  }
}
