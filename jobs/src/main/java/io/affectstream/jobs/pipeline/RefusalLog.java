package io.affectstream.jobs.pipeline;

import io.affectstream.operators.source.EventLimit;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.DeadLetter;
import java.io.Serial;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts refusals to dead letters and warns of them in the log of the task manager, at most once
 * in {@value #PERIOD_SECONDS} seconds.
 */
final class RefusalLog implements ContractSerializer.Mapping<Refusal, DeadLetter> {

  @Serial private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final int PERIOD_SECONDS = 10;

  private transient EventLimit limit;

  @Override
  public DeadLetter apply(Refusal refusal) {
    if (limit == null) {
      limit = new EventLimit(Duration.ofSeconds(PERIOD_SECONDS));
    }
    OptionalLong heldBack = limit.admit(System.nanoTime());
    if (heldBack.isPresent()) {
      LOG.warn(text(refusal, heldBack.getAsLong()));
    }
    return refusal.toDeadLetter();
  }

  /**
   * The line.
   *
   * @param others refusals since the last line that were not logged
   */
  static String text(Refusal refusal, long others) {
    String where =
        refusal.origin().equals(Origin.NONE)
            ? "refused a result"
            : "refused topic %s, partition %d, offset %d"
                .formatted(
                    refusal.origin().topic(),
                    refusal.origin().partition(),
                    refusal.origin().offset());
    return "%s%s: %s: %s%s"
        .formatted(
            where,
            refusal.stream().isEmpty() ? "" : ", stream " + refusal.stream(),
            refusal.reason(),
            refusal.message(),
            others == 0 ? "" : " (%d more since the last warning)".formatted(others));
  }
}
