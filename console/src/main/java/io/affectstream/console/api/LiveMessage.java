package io.affectstream.console.api;

import java.util.List;

/** A message from the server to a live client. */
@Doc("A message of the server. The components of its type are present.")
public record LiveMessage(
    @Doc("Type of the message.") Type type,
    @Doc(
            value =
                "WELCOME, RECORDS, GAP: where to resume to receive everything after this message.",
            optional = true)
        String position,
    @Doc(value = "RECORDS: the records.", optional = true) List<LiveRecord> records,
    @Doc(
            value =
                "GAP: the skipped records begin here and end at 'position'; GET /api/v1/records returns them.",
            optional = true)
        String from,
    @Doc(
            value =
                "ERROR: what is wrong; the connection is closed if it is a WebSocket's subscription.",
            optional = true)
        ApiError error) {

  /** Type of a message. */
  @Doc(
      "WELCOME: the subscription begins. RECORDS: records. GAP: the client was too slow, or its position too old, for what the server retains in memory. HEARTBEAT: nothing new. ERROR: the message of the client was refused.")
  public enum Type {
    WELCOME,
    RECORDS,
    GAP,
    HEARTBEAT,
    ERROR
  }
}
