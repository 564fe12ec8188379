/**
 * Distribution of time per frame: the work itself on one thread, the same media end to end, and the
 * difference, which is the overhead of Kafka, Flink and the JVM.
 */
package io.affectstream.bench.profile;
