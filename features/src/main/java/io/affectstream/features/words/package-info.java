/** Word times and tokens. */
package io.affectstream.features.words;
