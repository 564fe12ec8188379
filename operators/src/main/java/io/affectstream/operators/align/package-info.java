/** Keyed join of the modalities into segments. */
package io.affectstream.operators.align;
