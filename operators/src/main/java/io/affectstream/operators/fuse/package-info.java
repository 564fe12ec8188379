/** Prediction over segments. */
package io.affectstream.operators.fuse;
