/** Tests of the distribution, of the processes started from it and of the container files. */
package io.affectstream.dist;
