package io.affectstream.console.api;

/** Every error of the API. Codes are stable: clients may depend on them. */
@Doc("Code of an error. The set is closed and its members keep their meaning.")
public enum ErrorCode {
  /** A token is required, and the request has none or another one. */
  UNAUTHORIZED(401),
  /**
   * A page of another origin sent the request, or it names a host that the server does not serve.
   */
  FOREIGN_ORIGIN(403),
  /** No such path. */
  UNKNOWN_PATH(404),
  /** The path exists, the method does not. */
  UNKNOWN_METHOD(405),
  /** No record of the stream has been read. */
  UNKNOWN_STREAM(404),
  /** The server shows no images: its operator has not permitted it. */
  IMAGES_OFF(403),
  /** The topic holds no image of the stream at that time. */
  NO_IMAGE(404),
  /** A parameter is missing, not a number, or out of its range. */
  BAD_PARAMETER(400),
  /** A position that this API did not issue. */
  BAD_POSITION(400),
  /** A message of a WebSocket that is not a subscription. */
  MALFORMED_SUBSCRIPTION(400),
  /** A message of a WebSocket, or the body of a request, that exceeds the limit. */
  MESSAGE_TOO_LARGE(413),
  /** The server has as many live clients as it serves. */
  TOO_MANY_CLIENTS(503),
  /** As many requests read the topics at present as the server permits; try again. */
  BUSY(503),
  /** The stream's records are too sparse in its topic to be found within the limit. */
  SEARCH_LIMIT(503),
  /** Kafka does not respond. */
  BROKER_UNAVAILABLE(503),
  /** A defect of the server; its log has the details. */
  INTERNAL(500);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** Status code of HTTP. */
  public int status() {
    return status;
  }
}
