package io.affectstream.console.http;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.Parameter;
import io.affectstream.console.api.Position;
import io.affectstream.console.live.EventStreamOutlet;
import io.affectstream.console.live.LiveClients;
import io.affectstream.console.state.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * The live subscription as server-sent events. A servlet of its own: Javalin's writes block a
 * thread per client. Thread-safe.
 */
final class EventStreamServlet extends HttpServlet {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Services services;
  private final transient Access access;

  EventStreamServlet(Services services, Access access) {
    this.services = services;
    this.access = access;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      access.checkOrigin(request);
      access.checkToken(request);
      subscribe(request, response);
    } catch (ApiException e) {
      byte[] body = Json.of(e.body()).getBytes(StandardCharsets.UTF_8);
      response.setStatus(e.code().status());
      response.setContentType("application/json");
      response.getOutputStream().write(body);
    }
  }

  private void subscribe(HttpServletRequest request, HttpServletResponse response)
      throws ApiException, IOException {
    String[] named = request.getParameterValues(Parameter.STREAMS_QUERY.text());
    Set<String> streams = named == null ? Set.of() : Set.of(named);
    for (String stream : streams) {
      services.states().info(stream, 0);
    }
    Optional<Position> position = position(request);
    LiveClients clients = services.clients();
    clients.checkSpace(); // an answer, which is impossible once the stream has begun
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    EventStreamOutlet outlet =
        new EventStreamOutlet(request.startAsync(request, response), clients::remove);
    clients.add(outlet);
    clients.subscribe(outlet, streams, position);
    outlet.start();
  }

  private static Optional<Position> position(HttpServletRequest request) throws ApiException {
    String last = request.getHeader("Last-Event-ID");
    String text = last == null ? request.getParameter(Parameter.POSITION.text()) : last;
    return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Position.parse(text));
  }
}
