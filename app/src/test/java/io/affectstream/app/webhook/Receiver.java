package io.affectstream.app.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A receiver of webhooks on the loopback address, whose answers a test chooses. */
final class Receiver implements AutoCloseable {

  /** Answer for a request that is never answered. */
  static final int HANGS = -1;

  /**
   * A request as it arrived.
   *
   * @param id header webhook-id
   * @param timestamp header webhook-timestamp
   * @param signature header webhook-signature
   * @param body body
   * @param status the answer
   */
  record Request(String id, String timestamp, String signature, String body, int status) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Function<List<Request>, Integer> status;

  private Receiver(HttpServer server, Function<List<Request>, Integer> status) {
    this.server = server;
    this.status = status;
  }

  /** Starts on a port, 0 = any; the status depends on the earlier requests with the same id. */
  static Receiver start(int port, Function<List<Request>, Integer> status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    Receiver receiver = new Receiver(server, status);
    server.setExecutor(receiver.threads);
    server.createContext("/hook", receiver::handle);
    server.start();
    return receiver;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  List<Request> requests() {
    return new ArrayList<>(requests);
  }

  List<Request> accepted() {
    return requests().stream().filter(request -> request.status() / 100 == 2).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    int answer;
    synchronized (this) {
      answer = status.apply(requests().stream().filter(r -> r.id().equals(id)).toList());
      requests.add(
          new Request(
              id,
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              body,
              answer));
    }
    if (answer == HANGS) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else {
      exchange.sendResponseHeaders(answer, -1);
    }
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
