package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaException.Reason;
import io.affectstream.schemas.StreamDescriptor;
import java.io.IOException;
import java.util.Optional;

/**
 * Identity of a stream's content. Stored in the descriptor, so that only the same source, played
 * the same way, continues the records in the topics.
 *
 * @param content digest of the source; empty = its content may differ each time
 * @param settings digest of how it is turned into records
 */
record StreamIdentity(Optional<String> content, String settings) {

  /**
   * Identity of a plan.
   *
   * @throws IOException if its source cannot be read
   */
  static StreamIdentity of(StreamPlan plan) throws IOException {
    return new StreamIdentity(PlanFacts.content(plan), PlanFacts.settingsDigest(plan));
  }

  /**
   * Refuses to add to records of another source.
   *
   * @throws MediaException OTHER_SOURCE if the topics hold records under the id of the plan and
   *     they are not known to originate from the same source, played the same way
   */
  void requireToContinue(StreamPlan plan) throws MediaException {
    if (plan.published().equals(Positions.NONE)) {
      return;
    }
    Optional<StreamDescriptor> before = plan.published().descriptor();
    if (before.isEmpty()) {
      throw refusal(plan, "its descriptor is missing, so what it was made of is unknown");
    }
    if (before.get().getSourceDigest() == null || content.isEmpty()) {
      throw refusal(plan, "it cannot be compared with this source");
    }
    if (!content.get().equals(before.get().getSourceDigest())) {
      throw refusal(
          plan,
          "it was made of '%s' (%s), this is %s"
              .formatted(before.get().getSource(), before.get().getSourceDigest(), content.get()));
    }
    if (!settings.equals(before.get().getSettingsDigest())) {
      throw new MediaException(
          Reason.OTHER_SOURCE,
          "%s: stream '%s' is on the topics already, made of this source with another transcript, other labels or options; repeat those, or publish it under another id with --stream"
              .formatted(plan.source().describe(), plan.stream()));
    }
  }

  private static MediaException refusal(StreamPlan plan, String why) {
    return new MediaException(
        Reason.OTHER_SOURCE,
        "%s: stream '%s' is on the topics already, and %s; publish this source under another id with --stream"
            .formatted(plan.source().describe(), plan.stream(), why));
  }
}
