/** Training of the face encoder. */
package io.affectstream.training.face;
