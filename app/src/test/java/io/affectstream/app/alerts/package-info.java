/** Tests of alerts from rules to results. */
package io.affectstream.app.alerts;
