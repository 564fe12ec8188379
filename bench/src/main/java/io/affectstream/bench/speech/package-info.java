/** Cost of speech recognition: time per stream, and memory. */
package io.affectstream.bench.speech;
