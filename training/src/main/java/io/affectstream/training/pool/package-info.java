/**
 * Fusion of experts: one for the face, one for the voice, one for the words, pooled so that an
 * expert that shows neutral or is wrong cannot overrule the others.
 */
package io.affectstream.training.pool;
