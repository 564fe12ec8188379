/** The command {@code affect bench}: measurements of the product, not part of it. */
package io.affectstream.bench;
