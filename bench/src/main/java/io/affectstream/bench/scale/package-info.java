/** How cost and speed change with the number of streams and of cores. */
package io.affectstream.bench.scale;
