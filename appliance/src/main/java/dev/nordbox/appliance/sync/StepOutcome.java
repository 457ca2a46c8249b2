package dev.nordbox.appliance.sync;

/** What became of a step. */
public sealed interface StepOutcome {

    TaskId task();

    /** A hook's object was deleted, which is no result of the hook. */
    record HookDeleted(TaskId task) implements StepOutcome {}

    /** It was done; for a deletion that means asked for. */
    record Done(TaskId task, String message) implements StepOutcome {}

    /**
     * It is to be taken again: the object was deleted and is to be made anew once it is gone, or
     * another controller may lead by now.
     */
    record Again(TaskId task) implements StepOutcome {}

    /** The API server said no, or could not for a reason that is this object's. */
    record Refused(TaskId task, String message) implements StepOutcome {}

    /** It is not deleted after all: a fresh look showed a reason. */
    record Kept(TaskId task, String message) implements StepOutcome {}

    /** The API server did not answer at all. */
    record NoAnswer(TaskId task, String message) implements StepOutcome {}
}
