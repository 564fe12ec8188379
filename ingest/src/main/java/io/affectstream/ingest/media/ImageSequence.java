package io.affectstream.ingest.media;

import io.affectstream.ingest.extent.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Numbered images, one file per frame, named by a pattern such as {@code shot%03d.jpg}.
 *
 * @param pattern path whose file name holds one {@code %d} or {@code %0Nd}
 * @param first number of the first image
 * @param last number of the last image that follows the first without a gap
 * @param beyond images after the first gap; they are not read
 */
record ImageSequence(Path pattern, int first, int last, int beyond) {

  private static final Pattern NUMBER = Pattern.compile("%(?:0(\\d))?d");
  private static final String DIGITS = "(\\d+)";

  /** Whether a file name is a pattern for the names of images. */
  static boolean isPattern(Path path) {
    Path name = path.getFileName();
    return name != null && NUMBER.matcher(name.toString()).results().count() == 1;
  }

  /**
   * The existing images.
   *
   * @param pattern a pattern
   * @throws MediaException MISSING if there are none, UNREADABLE if the folder cannot be listed
   */
  static ImageSequence find(Path pattern) throws MediaException {
    NavigableSet<Integer> numbers = numbers(pattern);
    if (numbers.isEmpty()) {
      throw new MediaException(
          MediaException.Reason.MISSING,
          "%s: expected images numbered like this, found none".formatted(pattern));
    }
    int last = numbers.first();
    while (numbers.contains(last + 1)) {
      last++;
    }
    return new ImageSequence(pattern, numbers.first(), last, numbers.tailSet(last, false).size());
  }

  private static NavigableSet<Integer> numbers(Path pattern) throws MediaException {
    Matcher number = NUMBER.matcher(pattern.getFileName().toString());
    Path folder = pattern.toAbsolutePath().getParent();
    if (!number.find() || !Files.isDirectory(folder)) {
      return new TreeSet<>();
    }
    int width = number.group(1) == null ? 0 : Integer.parseInt(number.group(1));
    String name = pattern.getFileName().toString();
    Pattern names =
        Pattern.compile(
            Pattern.quote(name.substring(0, number.start()))
                + DIGITS
                + Pattern.quote(name.substring(number.end())));
    NavigableSet<Integer> numbers = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher found = names.matcher(file.getFileName().toString());
        if (found.matches() && isNumber(found.group(1), width)) {
          numbers.add(Integer.parseInt(found.group(1)));
        }
      }
      return numbers;
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE, "%s: cannot be listed: %s".formatted(folder, e));
    }
  }

  /** Whether {@code printf} would write the number like this at a minimum width. */
  private static boolean isNumber(String digits, int width) {
    boolean plain = digits.length() == 1 || digits.charAt(0) != '0';
    return digits.length() <= 9 && (digits.length() == width || (digits.length() > width && plain));
  }

  /** Whether images are missing in between: FFmpeg stops at the first gap. */
  Extent extent() {
    return beyond == 0
        ? Extent.UNKNOWN
        : Extent.cut(
            "image %d is missing, so that %d images after it are not read"
                .formatted(last + 1, beyond));
  }

  /** The pattern in FFmpeg's syntax, with other percent signs of the path escaped. */
  static String address(Path pattern) {
    Path path = pattern.toAbsolutePath();
    String folder = path.getParent().toString().replace("%", "%%");
    return folder + path.getFileSystem().getSeparator() + path.getFileName();
  }

  /** Common name of the images of a pattern, without their number. */
  static String name(Path pattern) {
    String file = NUMBER.matcher(pattern.getFileName().toString()).replaceFirst("");
    String stem = file.replaceFirst("\\.[^.]*$", "").replaceFirst("[-_. ]+$", "");
    return stem.isEmpty() ? "images" : stem;
  }
}
