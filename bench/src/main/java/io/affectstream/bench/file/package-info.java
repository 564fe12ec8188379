/**
 * Files at full speed: the product end to end, the same models in a bare loop without Kafka and
 * Flink, and a peer, alternately within one run.
 */
package io.affectstream.bench.file;
