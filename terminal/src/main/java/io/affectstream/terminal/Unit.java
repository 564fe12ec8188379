package io.affectstream.terminal;

import java.util.Locale;

/** Format of a stage's counts. */
public interface Unit {

  /** A count, without the unit's name. */
  String text(long count);

  /** Suffix of the counts. */
  String suffix();

  /** Counts per second. */
  String rate(double perSecond);

  /** The unit with that name; an unknown name is a plural noun of the counted items. */
  static Unit of(String name) {
    return switch (name) {
      case Progress.MEDIA -> new Media();
      case Progress.BYTES -> new Bytes();
      default -> new Pieces(name);
    };
  }

  /** Milliseconds as minutes and seconds, or hours, minutes and seconds. */
  static String clock(long millis) {
    long seconds = millis / 1_000;
    return seconds < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }

  /** Time of media; its rate is a multiple of real time. */
  record Media() implements Unit {
    @Override
    public String text(long count) {
      return clock(count);
    }

    @Override
    public String suffix() {
      return "";
    }

    @Override
    public String rate(double perSecond) {
      return String.format(Locale.ROOT, "%.1fx", perSecond / 1e3);
    }
  }

  /** Megabytes. */
  record Bytes() implements Unit {

    private static final double MEGA = 1 << 20;

    @Override
    public String text(long count) {
      return String.format(Locale.ROOT, "%.1f", count / MEGA);
    }

    @Override
    public String suffix() {
      return " MB";
    }

    @Override
    public String rate(double perSecond) {
      return String.format(Locale.ROOT, "%.1f MB/s", perSecond / MEGA);
    }
  }

  /**
   * Whole items.
   *
   * @param name plural noun
   */
  record Pieces(String name) implements Unit {
    @Override
    public String text(long count) {
      return Long.toString(count);
    }

    @Override
    public String suffix() {
      return " " + name;
    }

    @Override
    public String rate(double perSecond) {
      return String.format(Locale.ROOT, "%.0f/s", perSecond);
    }
  }
}
