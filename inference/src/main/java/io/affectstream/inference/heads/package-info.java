/** Maps the columns of a graph's output to the classes of the contracts. */
package io.affectstream.inference.heads;
