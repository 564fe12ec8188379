package io.affectstream.ingest.transcript;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Kind of the text before a colon, judged by its words alone. */
enum LabelKind {
  /** A role ("Agent", "Speaker 1", "Dr. Smith") or an id ("SPEAKER_00"): a label. */
  SPEAKER,
  /** Up to four words that start like names: a label or a noun. */
  NAME,
  /** Anything else, including words that introduce something ("Total", "Note"). */
  SPEECH;

  private static final int MAX_NAME_WORDS = 4;

  private static final Pattern ID =
      Pattern.compile(
          "(?i)(?:speaker|spkr?|participant|person|channel|talker|unknown)["
              + " _#-]{0,2}(?:\\d{1,3}|[a-z])?|(?:unknown|unidentified)["
              + " _](?:speaker|voice|man|woman)|(?:s|ch)[_#-]?\\d{1,3}"
              + "|\\p{IsHan}{0,2}(?:\u53d1\u8a00\u4eba|\u8bf4\u8bdd\u4eba|\u8a71\u8005|\u767a\u8a00\u8005)\\s?\\w{0,3}"
              + "|(?:\ud654\uc790|\ubc1c\ud654\uc790|\ucc38\uc11d\uc790|\uc0c1\ub2f4\uc6d0|\uace0\uac1d)\\s?\\w{0,3}");
  private static final Pattern ONE_LETTER = Pattern.compile("[QA]\\d{0,2}");
  private static final Pattern NUMBER = Pattern.compile("#?\\d{1,3}|[A-Z]");
  private static final Pattern TITLED =
      Pattern.compile(
          "(?i:mr|mrs|ms|miss|dr|prof|professor|sir|lady|lord|officer|judge|sgt|sergeant|capt|captain|lt|detective|inspector|nurse|sister|brother|father|uncle|aunt|president|senator|king|queen|prince|princess|rev|sen|rep|gov)\\.?(?:"
              + " [\\p{Lu}\\p{Lo}][\\p{L}\\p{M}'\\u2019.-]*){1,3}");
  private static final Pattern NAME_WORD =
      Pattern.compile("[\\p{Lu}\\p{Lt}\\p{Lo}][\\p{L}\\p{M}'\\u2019-]*\\.?");

  /** The kind of a text before a colon. */
  static LabelKind of(String label) {
    if (ID.matcher(label).matches() || ONE_LETTER.matcher(label).matches()) {
      return SPEAKER;
    }
    List<String> words = Arrays.stream(label.split("[\\s\\p{Z}_/]+")).toList();
    if (isRole(words) || TITLED.matcher(label).matches()) {
      return SPEAKER;
    }
    boolean announces =
        words.stream().map(LabelKind::lower).anyMatch(LabelWords.ANNOUNCEMENTS::contains);
    return !announces && isName(words) ? NAME : SPEECH;
  }

  private static boolean isRole(List<String> words) {
    boolean role = false;
    for (int i = 0; i < words.size(); i++) {
      String word = lower(words.get(i));
      boolean number = i > 0 && NUMBER.matcher(words.get(i)).matches();
      role |= LabelWords.ROLES.contains(word);
      if (!number && !LabelWords.ROLES.contains(word) && !LabelWords.QUALIFIERS.contains(word)) {
        return false;
      }
    }
    return role && words.size() <= MAX_NAME_WORDS;
  }

  private static boolean isName(List<String> words) {
    return words.size() <= MAX_NAME_WORDS
        && NAME_WORD.matcher(words.get(0)).matches()
        && words.stream()
            .allMatch(
                word -> NAME_WORD.matcher(word).matches() || LabelWords.PARTICLES.contains(word))
        && words.get(words.size() - 1).codePointCount(0, words.get(words.size() - 1).length()) > 1;
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT)
        .replaceAll("^\\p{P}+|[\\p{P}&&[^']]+$", "")
        .replace('\u2019', '\'');
  }
}
