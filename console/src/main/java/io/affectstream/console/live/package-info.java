/** Live subscriptions: who receives what, and the one thread that sends it. */
package io.affectstream.console.live;
