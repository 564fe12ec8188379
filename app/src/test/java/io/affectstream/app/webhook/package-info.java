/** Tests of the delivery of alerts. */
package io.affectstream.app.webhook;
