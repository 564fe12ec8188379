/** Fits and measures who speaks, on recordings of one person each. */
package io.affectstream.models.speaking;
