package io.affectstream.ingest.transcript;

import java.util.Optional;
import java.util.regex.Pattern;

/** Known formats that are not supported, so that the error message can name them. */
enum OtherFormat {
  ASS(
      "Advanced SubStation (ASS, SSA)",
      "(?m)\\A\\s*;?[^\\n"
          + "]{0,200}\\n"
          + "?\\s*\\[Script Info\\]|\\A\\s*\\[(?:Script Info|V4\\+?"
          + " Styles|Events)\\]|(?m)^Dialogue:\\s*[^,\\n"
          + "]*,\\s*\\d+:\\d\\d:\\d\\d\\.\\d\\d,"),
  LRC(
      "LRC lyrics",
      "\\A\\s*\\[(?:\\d{1,3}:\\d{2}(?:[.:]\\d{1,3})?\\]|(?:ti|ar|al|au|by|la|re|ve|offset|length|tool|id)\\s*:)"),
  TTML(
      "TTML (DFXP, IMSC)",
      "\\A\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.{0,500}?-->\\s*)?<(?:\\w{1,9}:)?tt[\\s>]"),
  SAMI("SAMI", "(?i)\\A\\s*<sami>"),
  SBV("SubViewer (SBV)", "\\A\\s*\\d{1,2}:\\d{2}:\\d{2}\\.\\d{3},\\d{1,2}:\\d{2}:\\d{2}\\.\\d{3}"),
  MICRO_DVD("MicroDVD", "\\A\\s*\\{\\d+\\}\\{\\d*\\}"),
  RTF("Rich Text", "\\A\\s*\\{\\\\rtf");

  private final String title;
  private final Pattern beginning;

  OtherFormat(String title, String beginning) {
    this.title = title;
    this.beginning = Pattern.compile(beginning);
  }

  /** The format of a text, if it is one of these. */
  static Optional<OtherFormat> of(String text) {
    String head = text.substring(0, Math.min(text.length(), 20_000));
    for (OtherFormat format : values()) {
      if (format.beginning.matcher(head).find()) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Its display name. */
  String title() {
    return title;
  }
}
