/** Cost and speed as a function of the number of streams and cores. */
package io.affectstream.bench.scale;
