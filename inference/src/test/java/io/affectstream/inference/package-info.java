/** Tests of what a task manager shares for one bundle. */
package io.affectstream.inference;
