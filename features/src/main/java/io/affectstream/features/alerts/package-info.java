/**
 * Alert rules: their language, their versions, and the decision which rows of a stream trigger an
 * alert. The language is described in docs/alerts.md.
 */
package io.affectstream.features.alerts;
