package io.affectstream.models.cli;

import io.affectstream.training.StepListener;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** Progress of a training on standard error. */
final class TrainingBar implements StepListener, AutoCloseable {

  private final String task;
  private Optional<ProgressBar> bar = Optional.empty();

  TrainingBar(String task) {
    this.task = task;
  }

  @Override
  public void done(long step, long steps, double loss) {
    Stop.ifAsked();
    if (bar.isEmpty()) {
      bar = Optional.of(ProgressBars.of(task, steps));
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
