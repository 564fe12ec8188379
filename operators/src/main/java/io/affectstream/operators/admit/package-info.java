/** Lets each record of a stream in once and in order, and ends streams that fall silent. */
package io.affectstream.operators.admit;
