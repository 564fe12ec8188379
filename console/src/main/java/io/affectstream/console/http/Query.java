package io.affectstream.console.http;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.console.api.Parameter;
import io.affectstream.console.api.Position;
import io.javalin.http.Context;
import java.util.Optional;

/** Parameters of a request. */
final class Query {

  private Query() {}

  static Optional<String> text(Context request, Parameter parameter) {
    return Optional.ofNullable(request.queryParam(parameter.text()))
        .filter(text -> !text.isEmpty());
  }

  /** An integer within bounds. */
  static long number(Context request, Parameter parameter, long min, long max, long otherwise)
      throws ApiException {
    Optional<String> text = text(request, parameter);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new ApiException(
        ErrorCode.BAD_PARAMETER,
        "%s: expected an integer from %d to %d, found '%s'"
            .formatted(parameter.text(), min, max, shortened(text.get())));
  }

  static Optional<Position> position(Context request, Parameter parameter) throws ApiException {
    Optional<String> text = text(request, parameter);
    return text.isEmpty() ? Optional.empty() : Optional.of(Position.parse(text.get()));
  }

  static String shortened(String text) {
    return text.substring(0, Math.min(80, text.length()));
  }
}
