/** Converts the job's rows and events to the contracts of the output topics. */
package io.affectstream.operators.output;
