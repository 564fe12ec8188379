/** Alerts to webhooks, by the conventions of Standard Webhooks (standardwebhooks.com). */
package io.affectstream.app.webhook;
