/** Tests of the face analyser. */
package io.affectstream.inference.face;
