/**
 * The command line. Commands parse and check their arguments, and load what they run only when they
 * run it, so that help is quick.
 */
package io.affectstream.app.cli;
