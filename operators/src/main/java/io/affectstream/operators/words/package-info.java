/** From admitted transcripts to word vectors. */
package io.affectstream.operators.words;
