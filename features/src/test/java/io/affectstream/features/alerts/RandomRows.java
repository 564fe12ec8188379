package io.affectstream.features.alerts;

import io.affectstream.schemas.Finality;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random rows of a stream: faces that come and leave, gaps, words, values that often tie. */
final class RandomRows {

  private static final List<String> WORDS =
      List.of("no", "No.", "yes", "cancel", "cancelled", "to", "the", "boss", "Boss!");

  private final SplittableRandom random;

  RandomRows(SplittableRandom random) {
    this.random = random;
  }

  List<AlertRow> rows() {
    List<AlertRow> rows = new ArrayList<>();
    boolean units = random.nextInt(4) > 0;
    long interval = 50_000L * (1 + random.nextInt(12));
    boolean[] present = new boolean[3];
    long time = random.nextInt(3) * 1_000_000L;
    int frames = 5 + random.nextInt(30);
    for (int frame = 0; frame < frames; frame++) {
      for (int face = 0; face < present.length; face++) {
        present[face] ^= random.nextInt(6) == 0;
      }
      List<String> spoken = new ArrayList<>();
      while (random.nextInt(3) == 0) {
        spoken.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      boolean voice = random.nextBoolean();
      boolean words = random.nextBoolean();
      boolean any = false;
      for (int face = 0; face < present.length; face++) {
        if (present[face]) {
          boolean measured = random.nextInt(8) > 0;
          rows.add(
              row(
                  frame,
                  time,
                  interval,
                  face,
                  measured,
                  units,
                  voice,
                  words,
                  any ? List.of() : spoken));
          any = true;
        }
      }
      if (!any) {
        boolean measured = random.nextInt(3) == 0;
        rows.add(row(frame, time, interval, -1, measured, units, voice, words, spoken));
      }
      time += random.nextInt(12) == 0 ? 200_000L * random.nextInt(1, 20) : interval;
    }
    return rows;
  }

  private AlertRow row(
      int frame,
      long time,
      long interval,
      int face,
      boolean measured,
      boolean units,
      boolean voice,
      boolean words,
      List<String> spoken) {
    return new AlertRow(
        "s",
        Finality.FINAL,
        "customer",
        frame,
        time,
        interval,
        face,
        measured,
        measured ? random.nextInt(3) : -1,
        measured ? values(8) : new float[0],
        measured && units ? values(12) : new float[0],
        voice,
        words,
        false,
        spoken);
  }

  private float[] values(int count) {
    float[] values = new float[count];
    values[1] = random.nextInt(11) / 10f;
    return values;
  }
}
