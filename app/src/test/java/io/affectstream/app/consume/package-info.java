/** The results as others read them: what {@code docs/consuming.md} says, line by line. */
package io.affectstream.app.consume;
