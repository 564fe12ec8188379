package io.affectstream.console;

import io.affectstream.console.api.Feed;
import io.affectstream.console.api.Position;
import io.affectstream.console.http.Services;
import io.affectstream.console.http.WebServer;
import io.affectstream.console.live.LiveClients;
import io.affectstream.console.state.Entry;
import io.affectstream.console.state.LiveLog;
import io.affectstream.console.state.StreamStates;
import io.affectstream.console.topics.ConsoleKafka;
import io.affectstream.console.topics.TopicImages;
import io.affectstream.console.topics.TopicListener;
import io.affectstream.console.topics.TopicPages;
import io.affectstream.console.topics.TopicReader;
import io.affectstream.console.topics.TopicRecord;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The running console: reads the topics, retains the newest records, serves page and API. Starts
 * also without topics or Kafka and reads them once they are there. Closing it ends all its threads.
 */
public final class ConsoleServer implements AutoCloseable {

  private static final int LOG_RECORDS = 32 * 1024;

  private final TopicReader reader;
  private final LiveClients clients;
  private final TopicPages pages;
  private final Optional<TopicImages> images;
  private final WebServer web;
  private volatile Optional<String> problem = Optional.of("not yet connected");

  private ConsoleServer(ConsoleKafka kafka, ConsoleOptions options, String version)
      throws IOException {
    StreamStates states =
        new StreamStates(
            options.maxStreams(), options.rowsPerStream(), options.history().isEmpty());
    LiveLog log = new LiveLog(LOG_RECORDS);
    clients = new LiveClients(log, options.maxClients());
    pages = new TopicPages(kafka);
    images = options.showImages() ? Optional.of(new TopicImages(kafka)) : Optional.empty();
    reader = new TopicReader(kafka, options.history(), new Retaining(states, log));
    web =
        WebServer.start(
            new WebServer.Settings(
                options.bind(),
                options.port(),
                options.token(),
                options.keystore(),
                options.keystorePassword()),
            new Services(version, states, log, clients, pages, images, () -> problem));
  }

  /**
   * Starts the server.
   *
   * @param version of the product
   * @throws IOException if the port is taken, the keystore cannot be read, or the address is not
   *     the loopback one and there is no token
   */
  public static ConsoleServer start(ConsoleKafka kafka, ConsoleOptions options, String version)
      throws IOException {
    ConsoleServer server = new ConsoleServer(kafka, options, version);
    server.clients.start();
    server.reader.start();
    return server;
  }

  /** Address of the page. */
  public URI address() {
    return web.address();
  }

  /** Connected live clients. */
  public int clients() {
    return clients.size();
  }

  @Override
  public void close() {
    reader.close();
    clients.close();
    web.close();
    pages.close();
    images.ifPresent(TopicImages::close);
  }

  /** Retains what is read and notifies the sender. */
  private final class Retaining implements TopicListener {

    private final StreamStates states;
    private final LiveLog log;

    Retaining(StreamStates states, LiveLog log) {
      this.states = states;
      this.log = log;
    }

    @Override
    public void assigned(Position from) {
      log.begin(from);
    }

    @Override
    public void read(List<TopicRecord> records) {
      long now = System.currentTimeMillis();
      for (TopicRecord record : records) {
        Entry entry = states.apply(record, now);
        if (record.feed() != Feed.STREAMS) {
          log.add(entry);
        }
      }
      clients.signal();
    }

    @Override
    public void connected() {
      problem = Optional.empty();
    }

    @Override
    public void disconnected(String why) {
      problem = Optional.of(why);
    }
  }
}
