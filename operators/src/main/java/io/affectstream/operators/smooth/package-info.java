/** The smoothing filter as a keyed stage; puts rows back in order. */
package io.affectstream.operators.smooth;
