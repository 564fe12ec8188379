/** Episodes of expressions and action units with onset, peak and offset. */
package io.affectstream.features.episodes;
