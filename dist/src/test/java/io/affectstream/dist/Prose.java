package io.affectstream.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Comments of Java files and text of Markdown files, without code. */
final class Prose {

  private static final Set<String> SKIPPED = Set.of("target", "node_modules");
  private static final Pattern CODE =
      Pattern.compile("\\{@\\w+ [^}]*\\}|<[^<>\\n]+>|@param \\S+|@\\w+");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern SPAN = Pattern.compile("`[^`]*`|\\]\\([^)]*\\)");
  private static final Pattern OFF =
      Pattern.compile("(?s)<!-- prose: off -->.*?<!-- prose: on -->");

  /**
   * A piece of text.
   *
   * @param file its file, relative to the repository
   * @param line line of its first character, counted from 1
   * @param text the text, with the line breaks of the file
   */
  record Passage(Path file, int line, String text) {

    /** Line of a position in the text. */
    int lineAt(int position) {
      return line + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    }
  }

  private Prose() {}

  /** Comments of every Java file below {@code root/MODULE/src}. */
  static List<Passage> comments(Path root) throws IOException {
    List<Passage> passages = new ArrayList<>();
    for (Path file : files(root, ".java")) {
      Path name = root.relativize(file);
      if (name.getNameCount() > 2 && name.getName(1).toString().equals("src")) {
        passages.addAll(comments(name, Files.readString(file)));
      }
    }
    return passages;
  }

  /** Text of every Markdown file below a folder. */
  static List<Passage> documents(Path root) throws IOException {
    List<Passage> passages = new ArrayList<>();
    for (Path file : files(root, ".md")) {
      passages.add(document(root.relativize(file), Files.readString(file)));
    }
    return passages;
  }

  static Passage document(Path name, String source) {
    return new Passage(name, 1, blank(SPAN, blank(FENCE, blank(OFF, source))));
  }

  /** Comments of a source, ignoring comment marks in literals. */
  static List<Passage> comments(Path name, String source) {
    List<Passage> passages = new ArrayList<>();
    int line = 1;
    int at = 0;
    while (at < source.length()) {
      int end = tokenEnd(source, at);
      String token = source.substring(at, end);
      if (token.startsWith("//") || token.startsWith("/*")) {
        String text =
            token.replaceAll("(?m)^[ \\t]*\\*(?!/)", " ").replaceAll("^/[/*]+|\\*/$", " ");
        passages.add(new Passage(name, line, blank(CODE, text)));
      }
      line += (int) token.chars().filter(c -> c == '\n').count();
      at = end;
    }
    return passages;
  }

  /** End of the comment, literal or character that starts at a position. */
  private static int tokenEnd(String source, int at) {
    if (source.startsWith("//", at)) {
      return after(source, "\n", at) - (source.indexOf('\n', at) < 0 ? 0 : 1);
    }
    if (source.startsWith("/*", at)) {
      return after(source, "*/", at + 2);
    }
    if (source.startsWith("\"\"\"", at)) {
      return literalEnd(source, "\"\"\"", at);
    }
    char first = source.charAt(at);
    return first == '"' || first == '\'' ? literalEnd(source, String.valueOf(first), at) : at + 1;
  }

  private static int literalEnd(String source, String quotes, int at) {
    int end = at + quotes.length();
    while (end < source.length() && !source.startsWith(quotes, end)) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(source.length(), end + quotes.length());
  }

  private static int after(String source, String mark, int from) {
    int found = source.indexOf(mark, from);
    return found < 0 ? source.length() : found + mark.length();
  }

  /** Replaces matches with spaces; keeps line breaks, so that lines can be counted. */
  private static String blank(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(match -> match.group().replaceAll("[^\\n]", " "));
  }

  private static List<Path> files(Path root, String extension) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              boolean skipped = SKIPPED.contains(name) || name.startsWith(".");
              return skipped && !folder.equals(root)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(extension)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }
}
