/** Entry points for a Flink cluster and their options. */
package io.affectstream.jobs.submit;
