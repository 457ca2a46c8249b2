package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Manifest;

/** What became of one object of a set. */
public sealed interface ApplyOutcome {

    Manifest manifest();

    /** The object as it is now, or as it would be after a dry run. */
    record Applied(Manifest manifest, LiveObject live) implements ApplyOutcome {}

    record Failed(Manifest manifest, ClusterException problem) implements ApplyOutcome {}
}
