/** The affect job: sources, stages and sinks wired together, on any Flink environment. */
package io.affectstream.jobs.pipeline;
