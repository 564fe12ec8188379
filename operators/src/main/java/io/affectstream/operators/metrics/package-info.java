/** Model metrics as Flink metrics. */
package io.affectstream.operators.metrics;
