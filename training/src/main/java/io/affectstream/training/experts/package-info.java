/**
 * Fusion of experts that answer for one modality each: a logarithmic opinion pool (Genest and Zidek
 * 1986) with weights of its own for every subset of the modalities, which is never worse on the
 * data that choose than the best expert of the subset.
 */
package io.affectstream.training.experts;
