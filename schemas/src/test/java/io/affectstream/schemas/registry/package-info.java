/** Tests of the registry's client; against a real registry in the module {@code jobs}. */
package io.affectstream.schemas.registry;
