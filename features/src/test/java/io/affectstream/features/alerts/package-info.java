/** Tests of the rules, among them a plain interpreter that they must agree with. */
package io.affectstream.features.alerts;
