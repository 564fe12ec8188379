/**
 * The command line. Commands parse and check their arguments and load their implementation only
 * when they run, so that help is fast.
 */
package io.affectstream.app.cli;
