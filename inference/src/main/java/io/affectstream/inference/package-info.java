/** Resources that a task manager shares for one model bundle. */
package io.affectstream.inference;
