/** Admits each record of a stream once and in order, and ends streams that fall silent. */
package io.affectstream.operators.admit;
