/** Training of a face encoder. */
package io.affectstream.training.face;
