package io.affectstream.bench.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Purpose of a thread of the process, by its name. */
final class ThreadGroups {

  private static final Map<String, String> PREFIXES = new LinkedHashMap<>();

  static {
    PREFIXES.put("faces-", "faces (CNN)");
    PREFIXES.put("fusion-", "fusion");
    PREFIXES.put("words-", "words");
    PREFIXES.put("pool-", "players (ingest)");
    PREFIXES.put("kafka-producer", "Kafka producers");
    PREFIXES.put("Source Data Fetcher", "Kafka source fetchers");
    PREFIXES.put("data-plane", "Kafka broker");
    PREFIXES.put("kafka", "Kafka broker");
    PREFIXES.put("raft", "Kafka broker");
    PREFIXES.put("quorum", "Kafka broker");
    PREFIXES.put("main", "collector of results");
    PREFIXES.put("OutputFlusher", "Flink timers and flushers");
    PREFIXES.put("System Time Trigger", "Flink timers and flushers");
  }

  private ThreadGroups() {}

  /** The group of a thread; for a Flink task, its operators. */
  static String of(String thread) {
    Optional<String> known =
        PREFIXES.entrySet().stream()
            .filter(entry -> thread.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    int subtask = thread.indexOf(" (");
    boolean task = subtask > 0 && thread.contains(")#");
    return known.orElse(task ? "task " + thread.substring(0, subtask) : "other");
  }
}
