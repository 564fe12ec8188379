/** The operations of the API over HTTP and WebSocket, and who may call them. */
package io.affectstream.console.http;
