/**
 * Vault's KV secrets engine as a {@link dev.nordbox.appliance.external.SecretsReader}: what a store
 * says, how one logs in, where a secret is, what its answer means.
 */
@NullMarked
package dev.nordbox.appliance.external.vault;

import org.jspecify.annotations.NullMarked;
