package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Instant;

/** One request, or a few that belong together, about one object. */
public sealed interface Step {

    TaskId task();

    /**
     * @param replace in the place of the object instead of an apply
     * @param force what cannot be changed is deleted, to be made anew by a later step
     */
    record Apply(TaskId task, Target target, boolean replace, boolean force) implements Step {}

    /**
     * @param run marks the object as this sync's
     * @param now when it begins
     */
    record CreateHook(TaskId task, Target target, String run, Instant now) implements Step {}

    /** A hook of an earlier sync makes room, or one that has done its work goes. */
    record DeleteHook(TaskId task, ResourceKey key, String uid) implements Step {}

    record Prune(TaskId task, Leftover leftover) implements Step {}
}
