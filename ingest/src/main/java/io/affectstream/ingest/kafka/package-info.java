/**
 * The topics as a sink: idempotent producer, wire format of {@code schemas}, oversize images by
 * claim check; and reading how far each stream was published.
 */
package io.affectstream.ingest.kafka;
