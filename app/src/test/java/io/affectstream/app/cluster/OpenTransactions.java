package io.affectstream.app.cluster;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Transactions of a broker that are neither committed nor aborted. The sinks of a job commit one
 * after the other: one topic may show the end of a stream before another shows the records
 * preceding it. Once no transaction is open, every record is either visible or aborted.
 */
public final class OpenTransactions {

  private static final Set<TransactionState> OPEN =
      EnumSet.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_EPOCH_FENCE);

  private OpenTransactions() {}

  /** Their ids. */
  public static List<String> of(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin
          .listTransactions(new ListTransactionsOptions().filterStates(OPEN))
          .all()
          .get()
          .stream()
          .map(TransactionListing::transactionalId)
          .sorted()
          .toList();
    }
  }
}
