package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes the repeats of captions that roll up or grow, in which each cue begins with lines of the
 * previous one. Only new text remains, at the time of its first appearance.
 *
 * <p>Speakers repeat themselves too, so lines count as repeats only if at least half of the
 * surrounding cues begin with the text of the previous cue, and one of them clearly shows that the
 * text rolls: it adds a line, its line grows, it appears for an instant, or it repeats four words
 * or more. A cue that occurs twice with the same times counts once everywhere.
 */
final class RollingCaptions {

  private static final long MAX_PAUSE = 500_000;
  private static final long FLASH = 60_000;
  private static final int AROUND = 5;
  private static final int MANY_WORDS = 4;

  private final List<Cue> cues;
  private final List<List<String>> shown;
  private final int[] repeats;
  private final boolean[] follows;
  private final boolean[] rolls;

  private RollingCaptions(List<Cue> cues) {
    this.cues = cues;
    this.shown = cues.stream().map(Cue::shown).toList();
    this.repeats = new int[cues.size()];
    this.follows = new boolean[cues.size()];
    this.rolls = new boolean[cues.size()];
    for (int i = 1; i < cues.size(); i++) {
      compare(i);
    }
  }

  /** The cues with each line once; cues without new text are removed. */
  static List<Cue> once(List<Cue> cues) {
    Set<Object> known = new HashSet<>();
    List<Cue> visible =
        cues.stream()
            .filter(cue -> !cue.shown().isEmpty())
            .filter(cue -> known.add(List.of(cue.start(), cue.end(), cue.shown())))
            .toList();
    return new RollingCaptions(visible).withoutRepeats();
  }

  private void compare(int i) {
    Cue before = cues.get(i - 1);
    Cue cue = cues.get(i);
    follows[i] = cue.start() <= before.end() + MAX_PAUSE && cue.start() >= before.start();
    if (!follows[i]) {
      return;
    }
    List<String> above = shown.get(i - 1);
    List<String> here = shown.get(i);
    for (int n = Math.min(above.size(), here.size()); n > 0 && repeats[i] == 0; n--) {
      repeats[i] = repeats(above.subList(above.size() - n, above.size()), here) ? n : 0;
    }
    boolean flash = cue.end() - cue.start() <= FLASH || before.end() - before.start() <= FLASH;
    rolls[i] =
        repeats[i] > 0
            && (flash
                || repeats[i] < here.size()
                || !here.get(repeats[i] - 1).equals(above.get(above.size() - 1))
                || String.join(" ", here).split(" ").length >= MANY_WORDS);
  }

  /** Whether lines are a prefix of others, whose last line may have additional words. */
  private static boolean repeats(List<String> above, List<String> here) {
    int last = above.size() - 1;
    return above.subList(0, last).equals(here.subList(0, last))
        && (here.get(last).equals(above.get(last))
            || here.get(last).startsWith(above.get(last) + " "));
  }

  private List<Cue> withoutRepeats() {
    List<Cue> rest = new ArrayList<>();
    for (int i = 0; i < cues.size(); i++) {
      if (repeats[i] > 0 && rollsAround(i)) {
        Cue fresh = fresh(i);
        if (!fresh.lines().isEmpty()) {
          rest.add(fresh);
        }
      } else {
        rest.add(cues.get(i));
      }
    }
    return rest;
  }

  private boolean rollsAround(int i) {
    int pairs = 0;
    int repeated = 0;
    boolean clearly = false;
    for (int k = Math.max(1, i - AROUND); k <= Math.min(cues.size() - 1, i + AROUND); k++) {
      pairs += follows[k] ? 1 : 0;
      repeated += repeats[k] > 0 ? 1 : 0;
      clearly |= rolls[k];
    }
    return clearly && 2 * repeated >= pairs;
  }

  private Cue fresh(int i) {
    Cue cue = cues.get(i);
    List<String> lines =
        new ArrayList<>(
            cue.lines().stream()
                .filter(line -> !Timing.wordTimes(line).replaceAll("").isBlank())
                .toList());
    String last = shown.get(i).get(repeats[i] - 1);
    String above = shown.get(i - 1).get(shown.get(i - 1).size() - 1);
    List<String> fresh = new ArrayList<>();
    if (last.length() > above.length()) {
      fresh.add(grown(lines.get(repeats[i] - 1), last.substring(above.length()).strip()));
    }
    fresh.addAll(lines.subList(repeats[i], lines.size()));
    return new Cue(cue.line(), cue.start(), cue.end(), fresh);
  }

  /** The text added to a line, with its word times if all of them follow the previous text. */
  private static String grown(String line, String added) {
    int at = line.lastIndexOf(added);
    return at < 0 ? added : line.substring(at);
  }
}
