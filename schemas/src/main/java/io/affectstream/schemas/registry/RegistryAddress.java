package io.affectstream.schemas.registry;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/**
 * Address of a registry and location of its password.
 *
 * @param url root of its API, e.g. {@code http://registry:8081} or {@code
 *     http://registry:8080/apis/ccompat/v7}
 * @param secrets Java properties file that may hold {@code basic.auth.user.info=user:password};
 *     empty = no password. The file is read where the registry is called
 */
public record RegistryAddress(String url, String secrets) implements Serializable {

  private static final String USER_INFO = "basic.auth.user.info";

  /** Without a slash at the end. */
  public RegistryAddress {
    url = url.replaceFirst("/+$", "");
  }

  /** Value of the {@code Authorization} header, if there is a password. */
  Optional<String> authorization() throws RegistryException {
    if (secrets.isEmpty()) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(secrets))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new RegistryException(
          "schema registry %s: expected its password in %s, found no readable properties file"
              .formatted(url, secrets),
          e);
    }
    return Optional.ofNullable(properties.getProperty(USER_INFO))
        .map(user -> Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
        .map(encoded -> "Basic " + encoded);
  }
}
