/** Figures of the models as Flink metrics. */
package io.affectstream.operators.metrics;
