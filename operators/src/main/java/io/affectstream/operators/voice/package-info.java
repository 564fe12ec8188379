/** From admitted audio to voice features on the time grid. */
package io.affectstream.operators.voice;
