/** The OpenAPI and AsyncAPI documents, generated from the types of the API. */
package io.affectstream.console.document;
