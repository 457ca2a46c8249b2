/**
 * Sealing as Bitnami's sealed-secrets does it, byte for byte: keys, certificates, values, whole
 * Secrets. Pure: no cluster, no file. See {@code DESIGN.md}.
 */
@NullMarked
package dev.nordbox.appliance.seal;

import org.jspecify.annotations.NullMarked;
