/** Tests of {@link io.affectstream.inference.stream}. */
package io.affectstream.inference.stream;
