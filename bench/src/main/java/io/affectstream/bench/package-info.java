/** The command {@code affect bench}: measures, decides nothing, is no part of the product. */
package io.affectstream.bench;
