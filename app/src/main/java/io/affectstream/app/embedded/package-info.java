/**
 * The runtime in one process: a Kafka broker, a Flink cluster and the work folder that holds
 * everything either of them writes.
 */
package io.affectstream.app.embedded;
