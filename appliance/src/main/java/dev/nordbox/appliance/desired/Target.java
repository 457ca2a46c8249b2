package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;

/**
 * One object exactly as it is to be applied.
 *
 * @param options what its annotations ask for
 * @param digest of the whole manifest and of what is left out when it is compared
 * @param placed false while the cluster serves no such kind, so that its scope is a guess
 */
public record Target(Manifest manifest, ResourceOptions options, Digest digest, boolean placed) {

    public ResourceKey key() {
        return manifest.key();
    }

    public boolean isHook() {
        return options.part() == ResourceOptions.Part.HOOK;
    }
}
