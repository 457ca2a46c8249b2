package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.SyncPhase;
import dev.nordbox.appliance.manifest.ResourceKey;

/** A hook may run in several phases of one sync, so its key alone does not name the task. */
public record TaskId(ResourceKey key, SyncPhase phase) {}
