package io.affectstream.jobs.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The effective properties of Kafka's clients: {@code kafka.properties} override {@code
 * kafka.config-file}. For a secret only a reference is used, {@code
 * ${file:/path:ssl.key.password}}: Kafka's clients resolve it on the machine where they start, so
 * that a job's graph and its savepoints contain no secret.
 */
final class ClientFile {

  private static final String BOOTSTRAP = "bootstrap.servers";

  /** Properties of the registry, which reads the file itself. */
  private static final String REGISTRY = "basic.auth.";

  /** Kafka's providers by the scheme of a reference. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "file", "org.apache.kafka.common.config.provider.FileConfigProvider",
          "directory", "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
          "env", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");

  private ClientFile() {}

  /**
   * The same configuration with the file's properties merged in.
   *
   * @throws IOException if the file cannot be read; its message is for users
   */
  static KafkaSection merge(KafkaSection kafka) throws IOException {
    Map<String, String> merged = new TreeMap<>();
    KafkaSection result = kafka;
    if (!kafka.configFile().isEmpty()) {
      Path file = Path.of(kafka.configFile()).toAbsolutePath().normalize();
      merged.putAll(read(file));
      merged.keySet().removeIf(key -> key.startsWith(REGISTRY));
      String brokers = merged.remove(BOOTSTRAP);
      if (kafka.bootstrapServers().isEmpty() && brokers != null) {
        result = result.withBootstrapServers(brokers);
      }
      result = result.withConfigFile(file.toString());
    }
    merged.putAll(kafka.properties());
    return result.withProperties(withProviders(merged));
  }

  private static Map<String, String> read(Path file) throws IOException {
    if (file.toString().matches(".*[:{}].*")) {
      throw new IOException("a path without ':', '{' and '}'");
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException("a Java properties file; an escape in it is malformed", e);
    } catch (IOException e) {
      throw new IOException("a readable file of client properties", e);
    }
    Map<String, String> taken = new LinkedHashMap<>();
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key);
      boolean secret = Secrets.isSecret(key) && !Secrets.isReference(value);
      taken.put(key, secret ? "${file:%s:%s}".formatted(file, key) : value);
    }
    return taken;
  }

  /** Adds the providers of the used references to those that the user has configured. */
  private static Map<String, String> withProviders(Map<String, String> properties) {
    TreeSet<String> named =
        Arrays.stream(properties.getOrDefault("config.providers", "").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, String> all = new TreeMap<>(properties);
    PROVIDERS.forEach(
        (scheme, provider) -> {
          if (properties.values().stream().anyMatch(value -> value.contains("${" + scheme + ":"))
              && named.add(scheme)) {
            all.put("config.providers." + scheme + ".class", provider);
          }
        });
    if (!named.isEmpty()) {
      all.put("config.providers", String.join(",", named));
    }
    return all;
  }
}
