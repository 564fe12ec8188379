/** What speech recognition costs: time per stream, and memory. */
package io.affectstream.bench.speech;
