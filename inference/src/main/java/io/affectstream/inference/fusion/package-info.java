/**
 * Predictions per centre of a segment, read from the graph of the bundle's heads: the per-face
 * graph, or the fusion graph over face, voice and words (Zhang et al. 2022, section 3.2).
 */
package io.affectstream.inference.fusion;
