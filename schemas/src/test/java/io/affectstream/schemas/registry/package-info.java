/** Tests of the registry's client; against a real registry in the module {@code app}. */
package io.affectstream.schemas.registry;
