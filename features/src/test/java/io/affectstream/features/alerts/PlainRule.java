package io.affectstream.features.alerts;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule interpreted from the definitions of docs/alerts.md: keeps all rows and computes every
 * answer from them again, without state.
 *
 * @param version the version, with the text that the production parser reads
 * @param until originating time at which another version replaces it
 * @param condition the condition
 * @param ofFace whether it is evaluated for each face
 * @param face the only face, or a negative number
 */
record PlainRule(
    RuleVersion version,
    long until,
    Test condition,
    boolean ofFace,
    int face,
    long forMicros,
    int times,
    long inMicros,
    long quietMicros) {

  /** A condition on the last of these rows of one face or stream. */
  interface Test {
    boolean holds(List<AlertRow> connected, List<String> said, int fresh);
  }

  /** What an alert states. */
  record Expected(String rule, int face, long time, long onset) {}

  /** The alerts of a stream. */
  List<Expected> alerts(List<AlertRow> rows) {
    List<Expected> alerts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (evaluated(rows, i)) {
        decide(rows, i, alerts);
      }
    }
    return alerts;
  }

  private boolean evaluated(List<AlertRow> rows, int i) {
    AlertRow row = rows.get(i);
    boolean effective = row.time() >= version.effectiveFrom() && row.time() < until;
    boolean subject = ofFace ? row.measured() : i == 0 || rows.get(i - 1).time() != row.time();
    return effective && subject && (face < 0 || row.face() == face);
  }

  private void decide(List<AlertRow> rows, int i, List<Expected> alerts) {
    AlertRow row = rows.get(i);
    int own = ofFace ? row.face() : -1;
    List<Integer> connected = connected(rows, i, own);
    int begin = connected.size();
    while (begin > 0 && holds(rows, connected.subList(0, begin))) {
      begin--;
    }
    if (begin == connected.size()) {
      return;
    }
    long onset = rows.get(connected.get(begin)).time();
    boolean quiet =
        !alerts.isEmpty() && row.time() < alerts.get(alerts.size() - 1).time() + quietMicros;
    if (row.time() - onset < forMicros || quiet) {
      return;
    }
    long last =
        alerts.stream()
            .filter(alert -> alert.face() == own)
            .mapToLong(Expected::time)
            .max()
            .orElse(Long.MIN_VALUE);
    boolean due =
        times == 1
            ? last < onset
            : begins(rows, connected, connected.size() - 1)
                && count(rows, connected, Math.max(last + 1, row.time() - inMicros)) >= times;
    if (due) {
      alerts.add(new Expected(version.key(), own, row.time(), onset));
    }
  }

  /** Indexes of the rows of a face up to {@code i} without a gap between them. */
  private List<Integer> connected(List<AlertRow> rows, int i, int own) {
    List<Integer> connected = new ArrayList<>();
    for (int k = 0; k <= i; k++) {
      AlertRow row = rows.get(k);
      if (evaluated(rows, k) && (!ofFace || row.face() == own)) {
        if (!connected.isEmpty()) {
          AlertRow before = rows.get(connected.get(connected.size() - 1));
          if (row.time() - before.time() > 1_000_000
              && row.time() - before.time() > 2 * before.interval()) {
            connected.clear();
          }
        }
        connected.add(k);
      }
    }
    return connected;
  }

  private boolean holds(List<AlertRow> rows, List<Integer> connected) {
    int i = connected.get(connected.size() - 1);
    int frame = i;
    while (frame > 0 && rows.get(frame - 1).time() == rows.get(i).time()) {
      frame--;
    }
    List<String> said = new ArrayList<>();
    for (int k = 0; k <= frame; k++) {
      said.addAll(rows.get(k).spoken());
    }
    return condition.holds(
        connected.stream().map(rows::get).toList(), said, rows.get(frame).spoken().size());
  }

  /** Whether an episode is met with row {@code k}, not before. */
  private boolean begins(List<AlertRow> rows, List<Integer> connected, int k) {
    return met(rows, connected, k)
        && !(k > 0 && holds(rows, connected.subList(0, k)) && met(rows, connected, k - 1));
  }

  private boolean met(List<AlertRow> rows, List<Integer> connected, int k) {
    int begin = k + 1;
    while (begin > 0 && holds(rows, connected.subList(0, begin))) {
      begin--;
    }
    return begin <= k
        && rows.get(connected.get(k)).time() - rows.get(connected.get(begin)).time() >= forMicros;
  }

  private long count(List<AlertRow> rows, List<Integer> connected, long from) {
    long count = 0;
    for (int k = 0; k < connected.size(); k++) {
      if (rows.get(connected.get(k)).time() >= from && begins(rows, connected, k)) {
        count++;
      }
    }
    return count;
  }
}
