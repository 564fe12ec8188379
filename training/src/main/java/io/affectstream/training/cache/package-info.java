/** Features kept on disk between runs, found by the content they were computed from. */
package io.affectstream.training.cache;
