/** Reads the topics: the live end by one thread, pages of older records on request. */
package io.affectstream.console.topics;
