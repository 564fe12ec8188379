package io.affectstream.models.cli;

import io.affectstream.inference.bundle.BundleException;
import io.affectstream.training.ItemListener;
import io.affectstream.training.study.ComposedSettings;
import java.io.IOException;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** One bar per task, in sequence. */
final class ItemBars implements ItemListener, AutoCloseable {

  private Optional<ProgressBar> bar = Optional.empty();

  /** Encodes the data sets of a composed corpus, with progress bars. */
  static ComposedSettings.Banks banks(ComposedSettings settings)
      throws IOException, BundleException {
    try (ItemBars bars = new ItemBars()) {
      return settings.banks(bars);
    }
  }

  @Override
  public void done(String task, long done, long items) {
    Stop.ifAsked();
    if (bar.isEmpty() || !bar.get().getTaskName().equals(task)) {
      close();
      bar = Optional.of(ProgressBars.of(task, items));
    }
    bar.get().stepTo(done);
    if (done == items) {
      close();
    }
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
