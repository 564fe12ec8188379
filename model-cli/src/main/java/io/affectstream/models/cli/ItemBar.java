package io.affectstream.models.cli;

import me.tongfei.progressbar.ProgressBar;

/** Progress over items on standard error. */
final class ItemBar implements AutoCloseable {

  private final ProgressBar bar;

  ItemBar(String task, long items) {
    bar = ProgressBars.of(task, items);
  }

  void next() {
    Stop.ifAsked();
    bar.step();
  }

  @Override
  public void close() {
    bar.close();
  }
}
