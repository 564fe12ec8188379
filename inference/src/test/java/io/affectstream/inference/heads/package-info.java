/** Tests of head reading. */
package io.affectstream.inference.heads;
