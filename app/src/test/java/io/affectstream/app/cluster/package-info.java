/**
 * A Flink cluster of processes of its own, as an operator starts it: what tests need that submit
 * the job, or kill what runs it.
 */
package io.affectstream.app.cluster;
