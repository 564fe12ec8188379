/** Episodes and stream events from smoothed rows. */
package io.affectstream.operators.episodes;
