/** Alerts: rules on the final rows of a stream. */
package io.affectstream.operators.alert;
