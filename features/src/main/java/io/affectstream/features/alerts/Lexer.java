package io.affectstream.features.alerts;

import io.affectstream.features.alerts.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a rule's text into tokens. For single use. */
final class Lexer {

  private static final String SYMBOLS = "()=";

  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens of a text; the last one is {@link Kind#END}. */
  static List<Token> tokens(String text) throws RuleException {
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
    return tokens;
  }

  private Token next() throws RuleException {
    skipSpace();
    int start = at;
    if (at == text.length()) {
      return token(Kind.END, start, "");
    }
    char first = text.charAt(at);
    if (first == '"') {
      return string();
    }
    if (Character.isLetter(first)) {
      while (at < text.length() && isPartOfWord(text.charAt(at))) {
        at++;
      }
      return token(Kind.WORD, start, text.substring(start, at));
    }
    if (isDigit(first)) {
      return number();
    }
    if (text.startsWith("!=", at)) {
      at += 2;
      return token(Kind.SYMBOL, start, "!=");
    }
    if (SYMBOLS.indexOf(first) >= 0) {
      at++;
      return token(Kind.SYMBOL, start, String.valueOf(first));
    }
    String found = new String(Character.toChars(text.codePointAt(at)));
    throw new RuleException(
        line,
        column(start),
        "a word, a number, a text in double quotes, '(', ')', '=' or '!='",
        "'" + found + "'");
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      if (text.charAt(at++) == '\n') {
        line++;
        lineStart = at;
      }
    }
  }

  private Token string() throws RuleException {
    int start = at;
    int end = text.indexOf('"', start + 1);
    int newLine = text.indexOf('\n', start);
    if (end < 0 || (newLine >= 0 && newLine < end)) {
      throw new RuleException(
          line,
          column(start),
          "a closing '\"' on the same line",
          "none after " + text.substring(start, Math.min(start + 20, text.length())).strip());
    }
    at = end + 1;
    return token(Kind.STRING, start, text.substring(start + 1, end));
  }

  private Token number() {
    int start = at;
    skipDigits();
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
      at++;
      skipDigits();
    }
    return token(Kind.NUMBER, start, text.substring(start, at));
  }

  private void skipDigits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private Token token(Kind kind, int start, String content) {
    return new Token(kind, content, line, column(start));
  }

  private int column(int start) {
    return start - lineStart + 1;
  }
}
