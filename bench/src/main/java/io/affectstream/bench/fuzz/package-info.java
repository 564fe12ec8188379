/** Wrong records by the thousand, through the real job. */
package io.affectstream.bench.fuzz;
