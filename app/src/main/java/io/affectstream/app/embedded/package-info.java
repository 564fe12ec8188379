/**
 * The runtime in one process: a Kafka broker, a Flink cluster and the work folder with all their
 * files.
 */
package io.affectstream.app.embedded;
