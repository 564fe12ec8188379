package io.affectstream.training.study;

import io.affectstream.training.data.*;
import io.affectstream.training.fusion.*;
import io.affectstream.training.metrics.Confusion;
import java.nio.file.Path;
import java.util.Arrays;

public final class StudyMain {
  public static void main(String[] a) throws Exception {
    if (a[0].equals("composed")) {
      ComposedSettings s = ComposedSettings.read(Path.of(a[1]));
      long t = System.nanoTime();
      ComposedStudy study =
          new ComposedStudy(s.corpora(), s.training(), s.testSize(), Path.of(a[2]));
      System.out.println("corpora " + (System.nanoTime() - t) / 1e9);
      int tokens = Integer.parseInt(a[3]);
      for (var n : ComposedStudy.networks(tokens, 128).entrySet()) {
        if (a.length < 5 || Arrays.asList(a).subList(4, a.length).contains(n.getKey())) {
          study.run(n.getKey(), n.getValue());
          System.out.println(n.getKey());
        }
      }
      return;
    }
    Path data = Path.of(a[1]);
    Path out = Path.of(a[2]);
    int epochs = Integer.parseInt(a[3]);
    int steps = Integer.parseInt(a[4]);
    double rate = Double.parseDouble(a[5]);
    float decay = Float.parseFloat(a[6]);
    FusionTrainingConfig c =
        new FusionTrainingConfig(
            7,
            epochs,
            steps,
            64,
            FusionTrainingConfig.Kind.ADAMW,
            rate,
            rate / 100,
            50,
            0,
            1,
            decay,
            0.9f,
            0.1f,
            0,
            0,
            0,
            0,
            500);
    Confusion confusion =
        a[0].equals("voice")
            ? new VoiceStudy(EmoDb.read(data.resolve("emodb/flac")), c, out).run()
            : new WordsStudy(
                    GoEmotions.read(
                        data.resolve("goemotions/train.tsv"),
                        data.resolve("goemotions/labels.txt")),
                    GoEmotions.read(
                        data.resolve("goemotions/dev.tsv"), data.resolve("goemotions/labels.txt")),
                    c,
                    out)
                .run();
    for (long[] row : confusion.counts()) System.out.println(Arrays.toString(row));
    System.out.println(
        "accuracy "
            + confusion.accuracy()
            + " uar "
            + confusion.unweightedRecall()
            + " macroF1 "
            + confusion.macroF1());
  }
}
