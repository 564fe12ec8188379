/**
 * What people and their tools read: one table of frames per stream, events, a summary, a timeline
 * for the terminal, and progress while a run goes on. Numbers are written the same in every locale.
 */
package io.affectstream.jobs.output;
