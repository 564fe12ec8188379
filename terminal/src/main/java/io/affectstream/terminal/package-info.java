/**
 * Shared by all commands at the terminal: console, progress, usage errors, exit codes, signals,
 * logging, the temporary folder of the process.
 */
package io.affectstream.terminal;
