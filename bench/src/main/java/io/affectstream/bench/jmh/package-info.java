/** Microbenchmarks (JMH) of what runs for every frame, chunk or record. */
package io.affectstream.bench.jmh;
