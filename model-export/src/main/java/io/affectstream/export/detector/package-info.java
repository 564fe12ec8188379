/** Export, parity and measurement of the face detector. */
package io.affectstream.export.detector;
