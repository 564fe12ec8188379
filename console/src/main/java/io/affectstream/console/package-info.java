/** The console: one server for the page and its API. */
package io.affectstream.console;
