package io.affectstream.console.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.console.api.LiveMessage;
import io.affectstream.console.api.Position;
import io.affectstream.console.api.Subscribe;
import io.affectstream.console.live.LiveClients;
import io.affectstream.console.live.SocketOutlet;
import io.affectstream.console.state.Json;
import io.affectstream.console.state.StreamStates;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.WriteCallback;

/** The WebSocket: a client sends a subscription and receives records. Thread-safe. */
final class SocketHandlers {

  /** Longest message of a client, in characters. */
  static final int MAX_MESSAGE = 64 * 1024;

  private static final String OUTLET = "outlet";

  private final StreamStates states;
  private final LiveClients clients;

  SocketHandlers(StreamStates states, LiveClients clients) {
    this.states = states;
    this.clients = clients;
  }

  void configure(WsConfig socket) {
    socket.onConnect(this::connect);
    socket.onMessage(message -> receive(message, message.message()));
    socket.onBinaryMessage(
        message ->
            refuse(
                message.session,
                new ApiException(
                    ErrorCode.MALFORMED_SUBSCRIPTION, "expected text, found a binary message")));
    socket.onClose(this::disconnect);
    socket.onError(this::disconnect);
  }

  private void connect(WsContext context) {
    SocketOutlet outlet = new SocketOutlet(context.session);
    context.attribute(OUTLET, outlet);
    try {
      clients.add(outlet);
    } catch (ApiException e) {
      refuse(context.session, e);
    }
  }

  private void disconnect(WsContext context) {
    SocketOutlet outlet = context.attribute(OUTLET);
    if (outlet != null) {
      clients.remove(outlet);
    }
  }

  private void receive(WsContext context, String message) {
    try {
      Subscribe subscribe = parse(message);
      List<String> streams = Optional.ofNullable(subscribe.streams()).orElse(List.of());
      for (String stream : streams) {
        states.info(stream, 0);
      }
      Optional<Position> position =
          subscribe.position() == null
              ? Optional.empty()
              : Optional.of(Position.parse(subscribe.position()));
      clients.subscribe(context.attribute(OUTLET), Set.copyOf(streams), position);
    } catch (ApiException e) {
      refuse(context.session, e);
    }
  }

  private static Subscribe parse(String message) throws ApiException {
    if (message.length() > MAX_MESSAGE) {
      throw new ApiException(
          ErrorCode.MESSAGE_TOO_LARGE,
          "expected at most %d characters, found %d".formatted(MAX_MESSAGE, message.length()));
    }
    try {
      Subscribe subscribe = Json.MAPPER.readValue(message, Subscribe.class);
      if (subscribe != null
          && subscribe.type() != null
          && (subscribe.streams() == null || !subscribe.streams().contains(null))) {
        return subscribe;
      }
    } catch (JsonProcessingException e) {
      throw malformed(message + ": " + e.getOriginalMessage());
    }
    throw malformed(message);
  }

  private static ApiException malformed(String found) {
    return new ApiException(
        ErrorCode.MALFORMED_SUBSCRIPTION,
        "expected {\"type\":\"SUBSCRIBE\",\"streams\":[...],\"position\":\"...\"}, found "
            + found.substring(0, Math.min(300, found.length())));
  }

  /** Sends the error, then closes. */
  private static void refuse(Session session, ApiException error) {
    String message =
        Json.of(new LiveMessage(LiveMessage.Type.ERROR, null, null, null, error.body()));
    int status =
        error.code() == ErrorCode.MESSAGE_TOO_LARGE
            ? StatusCode.MESSAGE_TOO_LARGE
            : StatusCode.POLICY_VIOLATION;
    session
        .getRemote()
        .sendString(
            message,
            new WriteCallback() {
              @Override
              public void writeSuccess() {
                session.close(status, error.code().name(), WriteCallback.NOOP);
              }

              @Override
              public void writeFailed(Throwable cause) {
                session.disconnect();
              }
            });
  }
}
