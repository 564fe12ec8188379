/** External consumers of the results: runs {@code docs/consuming.md} line by line. */
package io.affectstream.app.consume;
