/** The report for a browser and the timeline for the terminal. */
package io.affectstream.app.report;
