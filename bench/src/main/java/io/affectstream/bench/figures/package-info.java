/**
 * Results of measurements: medians with their spread, trends, and a summary as text, JSON and
 * chart.
 */
package io.affectstream.bench.figures;
