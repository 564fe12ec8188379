/** SHA-256 of texts, files and folders. */
package io.affectstream.schemas.digest;
