package io.affectstream.inference.words;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form of a word that is looked up: lower case, without punctuation around it. */
public final class WordForm {

  /** Marks of recognisers and subtitles, with punctuation: {@code [unk]}, {@code <noise>}... */
  private static final Pattern MARK =
      Pattern.compile("[\\s\\p{P}]*(\\[.*]|<.*>)[\\s\\p{P}]*", Pattern.DOTALL);

  private static final Pattern EDGES =
      Pattern.compile("^[^\\p{L}\\p{M}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+$");

  private static final int MAX_LENGTH = 100;

  private WordForm() {}

  /** The form; empty if the text is not a word or is too long. */
  public static String of(String text) {
    if (MARK.matcher(text).matches()) {
      return "";
    }
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u2019', '\'');
    String form = EDGES.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    return form.length() > MAX_LENGTH ? "" : form;
  }
}
