/**
 * Predictions per centre of a segment, read where the bundle's heads say: from the per-face graph,
 * or from the fusion graph over face, voice and words (Zhang et al. 2022, section 3.2).
 */
package io.affectstream.inference.fusion;
