/** Alert rules in files and in their topic. */
package io.affectstream.jobs.alerts;
