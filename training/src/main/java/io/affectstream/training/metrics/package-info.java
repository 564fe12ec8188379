/** Figures of merit: confusion, F1 (Zhang et al. 2022, section 4.1) and their uncertainty. */
package io.affectstream.training.metrics;
