/**
 * A Flink cluster of separate processes, as started by an operator, for tests that submit the job
 * or kill its processes.
 */
package io.affectstream.app.cluster;
