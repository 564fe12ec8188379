package io.affectstream.models.cli;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Bars on standard error: redrawn in place on a terminal, a periodic line in a file. */
final class ProgressBars {

  private static final String ON_TERMINAL = "affect.terminal.err"; // set by the start script
  private static final int REDRAWN_MILLIS = 500;
  private static final int WRITTEN_MILLIS = 30_000;
  private static final int WIDTH = 100;

  private ProgressBars() {}

  /** A bar from 0 to {@code most}. */
  static ProgressBar of(String task, long most) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(most)
            .setStyle(ProgressBarStyle.ASCII);
    if (Boolean.getBoolean(ON_TERMINAL)) {
      return builder.setUpdateIntervalMillis(REDRAWN_MILLIS).build();
    }
    return builder
        .setUpdateIntervalMillis(WRITTEN_MILLIS)
        .setConsumer(new DelegatingProgressBarConsumer(System.err::println, WIDTH))
        .build();
  }
}
