/** Tests of files of rules. */
package io.affectstream.jobs.alerts;
