package io.affectstream.export.cli;

import io.affectstream.training.StepListener;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress of a training on standard error. */
final class TrainingBar implements StepListener, AutoCloseable {

  private static final int REFRESH_MILLIS = 500;

  private final String task;
  private Optional<ProgressBar> bar = Optional.empty();

  TrainingBar(String task) {
    this.task = task;
  }

  @Override
  public void done(long step, long steps, double loss) {
    if (bar.isEmpty()) {
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName(task)
                  .setInitialMax(steps)
                  .setStyle(ProgressBarStyle.ASCII)
                  .setUpdateIntervalMillis(REFRESH_MILLIS)
                  .build());
      bar.get().stepTo(step - 1);
    }
    bar.get().stepTo(step);
    bar.get().setExtraMessage(String.format(Locale.ROOT, "loss %.3f", loss));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
