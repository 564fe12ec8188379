/**
 * The types of the API. Each is a record or an enum whose {@link io.affectstream.console.api.Doc}
 * descriptions are the only ones: the OpenAPI and AsyncAPI documents are generated from them.
 */
package io.affectstream.console.api;
