/**
 * Measurements of the fusion network on held-out groups: voice alone, words alone, the composed
 * corpus with the ablations of Zhang et al. 2022, table 4.
 */
package io.affectstream.training.study;
