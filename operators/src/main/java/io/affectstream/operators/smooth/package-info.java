/** The smoothing filter as a keyed stage; restores the order of rows. */
package io.affectstream.operators.smooth;
