package io.affectstream.console.http;

import io.affectstream.console.api.About;
import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.console.api.Feed;
import io.affectstream.console.api.Operation;
import io.affectstream.console.api.Parameter;
import io.affectstream.console.api.Position;
import io.affectstream.console.api.RecordPage;
import io.affectstream.console.state.Json;
import io.affectstream.console.state.StreamStates;
import io.affectstream.console.topics.StreamImage;
import io.affectstream.console.topics.TopicImages;
import io.affectstream.console.topics.TopicRecord;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.javalin.http.Context;
import java.util.List;

/** Answers the operations of the API. Thread-safe. */
final class Handlers {

  static final int MAX_LIMIT = 5000;

  private static final int DEFAULT_LIMIT = 500;
  private static final String TIME_HEADER = "Affect-Time";

  private final Services services;
  private final Access access;
  private final SpanPages pages;

  Handlers(Services services, Access access) {
    this.services = services;
    this.access = access;
    this.pages = new SpanPages(services.states(), services.pages());
  }

  /** Answers a request. */
  void handle(Operation operation, Context request) throws ApiException {
    switch (operation) {
      case ABOUT -> json(request, about());
      case LOG_IN -> {
        access.logIn(request);
        request.status(204);
      }
      case LOG_OUT -> {
        access.logOut(request);
        request.status(204);
      }
      case STREAMS -> json(request, services.streams());
      case STREAM -> json(request, states().info(stream(request), System.currentTimeMillis()));
      case ROWS -> span(request, Feed.FRAMES);
      case WORDS -> span(request, Feed.TRANSCRIPTS);
      case EVENTS -> span(request, Feed.EVENTS);
      case ALERTS -> span(request, Feed.ALERTS);
      case IMAGE -> image(request);
      case RECORDS -> json(request, records(request));
      case LIVE -> throw new IllegalArgumentException("answered by EventStreamServlet");
      case HEALTH -> json(request, services.health());
    }
  }

  static void json(Context request, Object answer) {
    text(request, Json.of(answer));
  }

  private static void text(Context request, String json) {
    request.contentType("application/json").header("Cache-Control", "no-store").result(json);
  }

  private StreamStates states() {
    return services.states();
  }

  private About about() {
    return new About(
        services.version(),
        List.of(Expression.values()),
        List.of(ActionUnit.values()),
        List.of(Feed.values()),
        MAX_LIMIT,
        services.clients().size(),
        services.images().isPresent());
  }

  private static String stream(Context request) {
    return request.pathParam(Parameter.STREAM_PATH.text());
  }

  private static int limit(Context request) throws ApiException {
    return (int) Query.number(request, Parameter.LIMIT, 1, MAX_LIMIT, DEFAULT_LIMIT);
  }

  private void span(Context request, Feed feed) throws ApiException {
    long since =
        Query.number(
            request, Parameter.SINCE, SpanPages.MIN_TIME, SpanPages.MAX_TIME, SpanPages.MIN_TIME);
    long until =
        Query.number(
            request, Parameter.UNTIL, SpanPages.MIN_TIME, SpanPages.MAX_TIME, SpanPages.MAX_TIME);
    long cursor = Query.number(request, Parameter.CURSOR, 0, Long.MAX_VALUE, -1);
    text(request, pages.json(stream(request), feed, since, until, cursor, limit(request)));
  }

  private void image(Context request) throws ApiException {
    TopicImages images =
        services
            .images()
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.IMAGES_OFF,
                        "this server shows no images; its operator permits them with --show-images"));
    String stream = stream(request);
    states().info(stream, System.currentTimeMillis()); // a known one
    StreamImage image =
        images.at(
            stream,
            Query.number(
                request,
                Parameter.TIME,
                SpanPages.MIN_TIME,
                SpanPages.MAX_TIME,
                SpanPages.MAX_TIME));
    request
        .contentType(image.mediaType())
        .header("Cache-Control", "no-store")
        .header(TIME_HEADER, Long.toString(image.time()))
        .result(image.data());
  }

  private RecordPage records(Context request) throws ApiException {
    int limit = limit(request);
    String stream = Query.text(request, Parameter.STREAM_QUERY).orElse("");
    Position from = Query.position(request, Parameter.FROM).orElseGet(() -> services.log().start());
    Position to = Query.position(request, Parameter.TO).orElseGet(Position::new);
    List<TopicRecord> found = services.pages().between(stream, from, to, limit);
    return new RecordPage(
        found.stream().map(TopicRecord::live).toList(), from.toString(), found.size() < limit);
  }
}
