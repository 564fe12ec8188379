/** Export of the face detector, and its parity with the network. */
package io.affectstream.export.detector;
