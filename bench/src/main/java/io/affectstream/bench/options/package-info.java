/** Options that the commands share. */
package io.affectstream.bench.options;
