package io.affectstream.console.api;

import java.util.List;

/** A message of a client on a WebSocket. */
@Doc("Subscribes; a further one replaces the subscription of the connection.")
public record Subscribe(
    @Doc("SUBSCRIBE.") Type type,
    @Doc(value = "Stream ids; absent = all streams.", optional = true) List<String> streams,
    @Doc(value = "Where to resume; absent = at the newest record.", optional = true)
        String position) {

  /** Type of a client's message. */
  @Doc("Type of a client's message.")
  public enum Type {
    SUBSCRIBE
  }
}
