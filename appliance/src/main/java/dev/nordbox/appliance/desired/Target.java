package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.Fields;
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

    /**
     * What other clients put into the object is taken over; but not of a namespace that is only to
     * be there, or to have a label, which stays whose it is.
     */
    public boolean takesOver() {
        return Fields.text(
                        manifest.content(),
                        "metadata",
                        "annotations",
                        TrackingId.annotationOf(key().groupKind()))
                .isPresent();
    }

    public boolean isHook() {
        return options.part() == ResourceOptions.Part.HOOK;
    }
}
