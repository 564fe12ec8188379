/** Options and arguments that commands share. */
package io.affectstream.app.cli.options;
