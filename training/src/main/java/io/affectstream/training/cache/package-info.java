/** Features cached on disk between runs, keyed by their input. */
package io.affectstream.training.cache;
