package io.affectstream.app.catalogue;

import io.affectstream.jobs.catalogue.CatalogueModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Origin of a model: its own address, or a mirror with files of the same name. */
public sealed interface ModelOrigin {

  /** Address or path of the file, for messages. */
  String describe();

  /**
   * The bytes of the model from a position, or from the start if that is not possible.
   *
   * @throws NoNetworkException if the origin cannot be reached
   * @throws IOException if it does not have the file
   */
  Part open(long from) throws IOException, InterruptedException;

  /**
   * A part of a file.
   *
   * @param from position of its first byte
   * @param bytes from there to the end; to be closed
   */
  record Part(long from, InputStream bytes) {}

  /**
   * The origin of a model.
   *
   * @param mirror folder or http address of a mirror
   */
  static ModelOrigin of(CatalogueModel model, Optional<String> mirror) {
    if (mirror.isEmpty()) {
      return new Web(model.address());
    }
    String place = mirror.get();
    return place.matches("https?://.*")
        ? new Web(URI.create(place.replaceAll("/+$", "") + "/" + model.file()))
        : new Local(Path.of(place).resolve(model.file()));
  }

  /**
   * A file on this machine.
   *
   * @param file path
   */
  record Local(Path file) implements ModelOrigin {
    @Override
    public String describe() {
      return file.toString();
    }

    @Override
    public Part open(long from) throws IOException {
      try {
        InputStream bytes = Files.newInputStream(file);
        bytes.skipNBytes(Math.min(from, Files.size(file)));
        return new Part(Math.min(from, Files.size(file)), bytes);
      } catch (NoSuchFileException e) {
        throw new IOException("the mirror does not hold " + file, e);
      }
    }
  }

  /**
   * An http or https address.
   *
   * @param address of the file
   */
  record Web(URI address) implements ModelOrigin {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    @Override
    public String describe() {
      return address.toString();
    }

    @Override
    public Part open(long from) throws IOException, InterruptedException {
      HttpClient client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NORMAL)
              .connectTimeout(PATIENCE)
              .build();
      HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
      if (from > 0) {
        request.header("Range", "bytes=" + from + "-");
      }
      HttpResponse<InputStream> response;
      try {
        response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      } catch (IOException e) {
        throw new NoNetworkException(
            "%s cannot be reached (%s); on a closed network give --mirror DIR or --mirror URL"
                .formatted(address.getHost(), reason(e)),
            e);
      }
      if (response.statusCode() == OK || response.statusCode() == PARTIAL) {
        return new Part(response.statusCode() == PARTIAL ? from : 0, response.body());
      }
      response.body().close();
      throw new IOException(
          "%s: expected the file, found status %d".formatted(address, response.statusCode()));
    }

    private static String reason(IOException failure) {
      Throwable cause = failure;
      while (cause.getMessage() == null && cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof UnresolvedAddressException) {
        return "its name is not known";
      }
      return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
  }
}
