package io.affectstream.console.http;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.console.api.Operation;
import io.affectstream.console.document.AsyncApiDocument;
import io.affectstream.console.document.OpenApiDocument;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server: page, documents, operations and WebSocket. Live clients need no thread. */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final int MAX_THREADS = 48;
  private static final int MIN_THREADS = 4;
  private static final long MAX_BODY = 64 * 1024;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none';"
              + " form-action 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private final Javalin javalin;
  private final URI address;

  /**
   * Where and how to listen.
   *
   * @param token empty = none is required, which is permitted on the loopback address only
   * @param keystore empty = no TLS
   */
  public record Settings(
      String bind,
      int port,
      Optional<String> token,
      Optional<Path> keystore,
      Optional<String> keystorePassword) {}

  private WebServer(Javalin javalin, URI address) {
    this.javalin = javalin;
    this.address = address;
  }

  /**
   * Starts the server.
   *
   * @throws IOException if the settings are refused or the port is taken
   */
  public static WebServer start(Settings settings, Services services) throws IOException {
    InetAddress bind = InetAddress.getByName(settings.bind());
    if (!bind.isLoopbackAddress() && settings.token().isEmpty()) {
      throw new IOException(
          "console: expected a token because %s is not the loopback address, found none; create one, e.g. with 'openssl rand -hex 24 > token', and pass --token-file token"
              .formatted(settings.bind()));
    }
    Optional<SslContextFactory.Server> tls = tls(settings);
    Access access = new Access(settings.token(), tls.isPresent());
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, settings, tls);
              config.jetty.modifyServletContextHandler(
                  handler -> handler.addServlet(events(services, access), Operation.LIVE.path()));
            });
    routes(javalin, services, access, tls.isPresent());
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw new IOException(
          "console: %s:%d cannot be opened: %s; choose another port with --port"
              .formatted(settings.bind(), settings.port(), e.getCause().getMessage()),
          e);
    }
    String host = settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
    return new WebServer(
        javalin,
        URI.create(
            "%s://%s:%d/".formatted(tls.isPresent() ? "https" : "http", host, javalin.port())));
  }

  private static ServletHolder events(Services services, Access access) {
    ServletHolder holder = new ServletHolder(new EventStreamServlet(services, access));
    holder.setAsyncSupported(true);
    return holder;
  }

  private static Optional<SslContextFactory.Server> tls(Settings settings) throws IOException {
    if (settings.keystore().isEmpty()) {
      return Optional.empty();
    }
    Path file = settings.keystore().get();
    if (!Files.isReadable(file)) {
      throw new IOException("console: keystore %s: no such file, or not readable".formatted(file));
    }
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setKeyStorePath(file.toUri().toString());
    factory.setKeyStorePassword(settings.keystorePassword().orElse(""));
    try {
      factory.start();
    } catch (Exception e) {
      throw new IOException(
          "console: keystore %s: %s; check --tls-password-file".formatted(file, e.getMessage()), e);
    }
    return Optional.of(factory);
  }

  private static void configure(
      JavalinConfig config, Settings settings, Optional<SslContextFactory.Server> tls) {
    config.showJavalinBanner = false;
    config.startupWatcherEnabled = false;
    config.http.maxRequestSize = MAX_BODY;
    config.http.prefer405over404 = true;
    config.http.gzipOnlyCompression();
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("console-web");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.addConnector((server, http) -> connector(server, http, settings, tls));
    config.jetty.modifyWebSocketServletFactory(
        factory -> {
          factory.setIdleTimeout(IDLE);
          factory.setMaxTextMessageSize(8L * SocketHandlers.MAX_MESSAGE);
          factory.setMaxBinaryMessageSize(SocketHandlers.MAX_MESSAGE);
        });
    config.staticFiles.add(
        files -> {
          files.directory = "/io/affectstream/console/page";
          files.location = Location.CLASSPATH;
          files.headers = HEADERS;
        });
  }

  private static ServerConnector connector(
      Server server,
      HttpConfiguration http,
      Settings settings,
      Optional<SslContextFactory.Server> tls) {
    http.setSendServerVersion(false);
    ServerConnector connector;
    if (tls.isPresent()) {
      http.addCustomizer(new SecureRequestCustomizer(false));
      connector =
          new ServerConnector(
              server,
              new SslConnectionFactory(tls.get(), "http/1.1"),
              new HttpConnectionFactory(http));
    } else {
      connector = new ServerConnector(server, new HttpConnectionFactory(http));
    }
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE.toMillis());
    return connector;
  }

  private static void routes(Javalin javalin, Services services, Access access, boolean encrypted) {
    Handlers handlers = new Handlers(services, access);
    javalin.before("/api/*", request -> access.checkOrigin(request.req()));
    for (Operation operation : Operation.values()) {
      if (operation.isEventStream()) {
        continue; // a servlet
      }
      javalin.addHttpHandler(
          HandlerType.valueOf(operation.method()),
          operation.path(),
          request -> {
            if (operation.isProtected() && operation != Operation.LOG_IN) {
              access.checkToken(request.req());
            }
            handlers.handle(operation, request);
          });
    }
    javalin.get(
        "/api/openapi.json",
        request -> Handlers.json(request, OpenApiDocument.of(services.version())));
    javalin.get(
        "/api/asyncapi.json",
        request ->
            Handlers.json(
                request, AsyncApiDocument.of(services.version(), request.host(), encrypted)));
    PlotFiles plots = new PlotFiles();
    PlotFiles.TYPES.keySet().forEach(path -> javalin.get(path, plots::send));
    javalin.wsBeforeUpgrade(
        AsyncApiDocument.PATH,
        request -> {
          access.checkOrigin(request.req());
          access.checkToken(request.req());
        });
    javalin.ws(
        AsyncApiDocument.PATH,
        new SocketHandlers(services.states(), services.clients())::configure);
    errors(javalin);
  }

  private static void errors(Javalin javalin) {
    javalin.exception(ApiException.class, (e, request) -> refuse(request, e));
    javalin.exception(
        Exception.class,
        (e, request) -> {
          LOG.error("{} {} failed", request.method(), request.path(), e);
          refuse(
              request, new ApiException(ErrorCode.INTERNAL, "a defect of the server; see its log"));
        });
    javalin.error(404, request -> unanswered(request, ErrorCode.UNKNOWN_PATH));
    javalin.error(405, request -> unanswered(request, ErrorCode.UNKNOWN_METHOD));
    javalin.error(413, request -> unanswered(request, ErrorCode.MESSAGE_TOO_LARGE));
  }

  private static void refuse(Context request, ApiException error) {
    Handlers.json(request.status(error.code().status()), error.body());
  }

  /** An error that no handler answered. */
  private static void unanswered(Context request, ErrorCode code) {
    if (!"application/json".equals(request.res().getContentType())) {
      refuse(
          request,
          new ApiException(
              code,
              "%s %s: see /api/openapi.json"
                  .formatted(request.method(), Query.shortened(request.path()))));
    }
  }

  /** Address of the page. */
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
