package io.affectstream.app.consume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The fenced blocks of a Markdown file.
 *
 * @param blocks in order
 */
record Document(List<Block> blocks) {

  /**
   * A fenced block.
   *
   * @param section title above it; empty before the first
   * @param language word after the fence
   * @param text content
   */
  record Block(String section, String language, String text) {}

  static Document read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String section = "";
    String language = null;
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (language == null && line.startsWith("## ")) {
        section = line.substring(3);
      } else if (language == null && line.startsWith("```")) {
        language = line.substring(3);
      } else if (line.equals("```")) {
        blocks.add(new Block(section, language, text.toString()));
        language = null;
        text.setLength(0);
      } else if (language != null) {
        text.append(line).append('\n');
      }
    }
    return new Document(blocks);
  }

  /** Commands below a title. */
  List<String> commands(String section) {
    List<String> lines =
        blocks.stream()
            .filter(block -> block.section().equals(section) && block.language().equals("bash"))
            .flatMap(block -> block.text().lines())
            .toList();
    if (lines.isEmpty()) {
      throw new AssertionError("no commands below '" + section + "'");
    }
    return lines;
  }
}
