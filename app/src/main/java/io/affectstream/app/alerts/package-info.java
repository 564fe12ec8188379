/** Alerts for people: on earlier results, as text, to webhooks. */
package io.affectstream.app.alerts;
