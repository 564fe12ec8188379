package io.affectstream.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.episodes.EpisodeCounter;
import io.affectstream.features.episodes.EpisodeFrame;
import io.affectstream.features.episodes.EpisodeState;
import io.affectstream.features.episodes.EpisodeTracker;
import io.affectstream.features.rows.Certainty;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.operators.output.FrameRecords;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Units of the default bundle that are reported as probabilities only. */
class WithheldUnitsTest {

  private static final List<ActionUnit> WITHHELD =
      List.of(ActionUnit.AU15, ActionUnit.AU23, ActionUnit.AU24);
  private static final List<ActionUnit> UNITS = List.of(ActionUnit.values());
  private static final int FRAMES = 25;
  private static final long FRAME = 40_000;

  private final float[] certain = new float[UNITS.size()];

  WithheldUnitsTest() {
    Arrays.fill(certain, 0.99f);
  }

  private static PipelineSettings settings() throws Exception {
    AffectConfig config =
        ConfigReader.read(Optional.empty(), List.of("kafka.bootstrap-servers=127.0.0.1:9092"));
    ModelSource models = ModelSource.shipped(ModelSource.SHIPPED);
    return SettingsFactory.of(config, models, models.open());
  }

  @Test
  void theyHaveAProbabilityButAreNeitherActiveNorInactive() throws Exception {
    FusedRow row =
        new FusedRow(
            0,
            0,
            FRAME,
            0,
            Reason.MEASURED,
            null,
            1,
            1,
            new float[] {1, 0, 0, 0, 0, 0, 0, 0},
            Certainty.UNKNOWN,
            certain,
            new WindowCoverage(1, 1, 1, NoWords.NONE),
            0,
            Float.NaN);

    AffectFrame frame =
        FrameRecords.of(
            new DecidedRow("s", row, 0, 0, DecidedRow.NOBODY, StreamEnd.NONE), settings().bundle());

    for (ActionUnit unit : UNITS) {
      int column = UNITS.indexOf(unit);
      assertThat(frame.getActionUnits().get(column)).isEqualTo(0.99f);
      assertThat(frame.getDecidedUnits().get(column))
          .as(unit.name())
          .isEqualTo(!WITHHELD.contains(unit))
          .isEqualTo(frame.getActiveUnits().get(column));
    }
  }

  @Test
  void theyHaveNoEpisodes() throws Exception {
    EpisodeTracker tracker = new EpisodeTracker(settings().episodes());
    EpisodeState state = new EpisodeState();
    EpisodeCounter counter = new EpisodeCounter();
    List<EpisodeChange> changes = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      tracker.frame(
          state,
          counter,
          new EpisodeFrame(
              i * FRAME, FRAME, -1, EpisodeFrame.Certainty.UNKNOWN, new float[8], certain),
          changes::add);
    }
    tracker.close(state, changes::add);

    assertThat(changes)
        .filteredOn(change -> change.kind() == EpisodeChange.Kind.OPENED)
        .extracting(change -> UNITS.get(change.actionUnit()))
        .hasSize(UNITS.size() - WITHHELD.size())
        .doesNotContainAnyElementsOf(WITHHELD);
  }
}
