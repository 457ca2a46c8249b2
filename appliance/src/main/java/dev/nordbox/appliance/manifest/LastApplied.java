package dev.nordbox.appliance.manifest;

import java.util.Set;

/** Where tools leave the whole object that they applied: a Secret's values, too, in the clear. */
public final class LastApplied {

    public static final Set<String> ANNOTATIONS =
            Set.of(
                    "kubectl.kubernetes.io/last-applied-configuration",
                    "kubecfg.ksonnet.io/last-applied-configuration");

    private LastApplied() {}
}
