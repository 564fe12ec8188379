package io.affectstream.export.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress over items on standard error. */
final class ItemBar implements AutoCloseable {

  private static final int REFRESH_MILLIS = 500;

  private final ProgressBar bar;

  ItemBar(String task, long items) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(items)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .build();
  }

  void next() {
    bar.step();
  }

  @Override
  public void close() {
    bar.close();
  }
}
