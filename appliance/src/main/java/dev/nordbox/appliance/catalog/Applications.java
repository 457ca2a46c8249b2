package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.Set;

/** Argo CD's own kinds among manifests. */
final class Applications {

    static final String GROUP = "argoproj.io";

    private static final GroupKind APPLICATION = new GroupKind(GROUP, "Application");
    private static final Set<GroupKind> CONFIGURATION =
            Set.of(
                    APPLICATION,
                    new GroupKind(GROUP, "ApplicationSet"),
                    new GroupKind(GROUP, "AppProject"));

    private Applications() {}

    static boolean isApplication(Manifest manifest) {
        return manifest.key().groupKind().equals(APPLICATION);
    }

    /** Read by Argo CD, and by us in its place, rather than run by the cluster. */
    static boolean isConfiguration(Manifest manifest) {
        return CONFIGURATION.contains(manifest.key().groupKind());
    }

    /** Not a patch that only looks like one. */
    static boolean isComplete(Manifest manifest) {
        return !isApplication(manifest)
                || Fields.at(manifest.content(), "spec", "source").isPresent()
                || Fields.at(manifest.content(), "spec", "sources").isPresent()
                || Fields.at(manifest.content(), "spec", "destination").isPresent();
    }
}
