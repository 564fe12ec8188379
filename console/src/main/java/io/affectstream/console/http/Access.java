package io.affectstream.console.http;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Who may call the API. With a token: whoever sends it as {@code Authorization: Bearer}, or as the
 * cookie of a session. Without: whoever names the loopback address as host, so that no page of
 * another origin reaches the server by a name that resolves to that address.
 */
final class Access {

  static final String COOKIE = "affect-console";

  private static final String BEARER = "Bearer ";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Optional<String> token;
  private final boolean secureCookie;

  /**
   * @param token empty = none is required
   * @param secureCookie whether browsers reach the server by TLS only
   */
  Access(Optional<String> token, boolean secureCookie) {
    this.token = token;
    this.secureCookie = secureCookie;
  }

  /**
   * Refuses a request that comes from a page of another origin.
   *
   * @throws ApiException {@link ErrorCode#FOREIGN_ORIGIN}
   */
  void checkOrigin(HttpServletRequest request) throws ApiException {
    String host = Optional.ofNullable(request.getHeader("Host")).orElse("");
    if (token.isEmpty() && !LOOPBACK.contains(host.replaceFirst(":\\d+$", ""))) {
      throw new ApiException(
          ErrorCode.FOREIGN_ORIGIN,
          "host: expected the loopback address, found '%s'; start the server with --token-file to use other names"
              .formatted(Query.shortened(host)));
    }
    String origin = request.getHeader("Origin");
    if (origin != null && !host.equals(authority(origin))) {
      throw new ApiException(
          ErrorCode.FOREIGN_ORIGIN,
          "origin: expected %s, found '%s'".formatted(host, Query.shortened(origin)));
    }
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /**
   * Refuses a request without the token.
   *
   * @throws ApiException {@link ErrorCode#UNAUTHORIZED}
   */
  void checkToken(HttpServletRequest request) throws ApiException {
    if (token.isPresent() && !isToken(bearer(request)) && !isToken(cookie(request))) {
      throw unauthorized();
    }
  }

  private static ApiException unauthorized() {
    return new ApiException(
        ErrorCode.UNAUTHORIZED,
        "expected the token of the server's --token-file in the header 'Authorization: Bearer ...'");
  }

  /** Sets the cookie of a session if the header has the token. */
  void logIn(Context request) throws ApiException {
    if (token.isPresent()) {
      if (!isToken(bearer(request.req()))) {
        throw unauthorized();
      }
      request.cookie(cookie(token.get(), -1));
    }
  }

  /** Removes the cookie. */
  void logOut(Context request) {
    request.cookie(cookie("", 0));
  }

  private Cookie cookie(String value, int maxAge) {
    return new Cookie(
        COOKIE, value, "/", maxAge, secureCookie, 0, true, null, null, SameSite.STRICT);
  }

  private static String bearer(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
  }

  private static String cookie(HttpServletRequest request) {
    if (request.getCookies() != null) {
      for (jakarta.servlet.http.Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals(COOKIE)) {
          return cookie.getValue();
        }
      }
    }
    return "";
  }

  /** Takes equally long for every wrong token of the same length. */
  private boolean isToken(String found) {
    return MessageDigest.isEqual(
        found.strip().getBytes(StandardCharsets.UTF_8),
        token.orElseThrow().getBytes(StandardCharsets.UTF_8));
  }
}
