package io.affectstream.console.http;

import io.affectstream.console.api.Health;
import io.affectstream.console.api.StreamList;
import io.affectstream.console.live.LiveClients;
import io.affectstream.console.state.LiveLog;
import io.affectstream.console.state.StreamStates;
import io.affectstream.console.topics.TopicImages;
import io.affectstream.console.topics.TopicPages;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the operations use.
 *
 * @param images empty = no images are shown
 * @param problem why Kafka does not respond; empty = it does
 */
public record Services(
    String version,
    StreamStates states,
    LiveLog log,
    LiveClients clients,
    TopicPages pages,
    Optional<TopicImages> images,
    Supplier<Optional<String>> problem) {

  /** All streams. */
  StreamList streams() {
    Optional<String> why = problem.get();
    return new StreamList(
        states.infos(System.currentTimeMillis()), why.isEmpty(), why.orElse(null));
  }

  /** Health for probes. */
  Health health() {
    return new Health(problem.get().isEmpty());
  }
}
