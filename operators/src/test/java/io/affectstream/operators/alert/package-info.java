/** Tests of the alert stage. */
package io.affectstream.operators.alert;
