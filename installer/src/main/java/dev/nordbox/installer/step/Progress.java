package dev.nordbox.installer.step;

import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.Problem;

/** Where a step tells what it is at; shown to people, never parsed. */
public interface Progress {
    Progress SILENT =
            new Progress() {
                @Override
                public void doing(String what) {}

                @Override
                public TransferProgress uploading(String what) {
                    return TransferProgress.SILENT;
                }
            };

    /** The current activity, or what a wait is blocked by; replaces the line before it. */
    void doing(String what);

    TransferProgress uploading(String what);

    /**
     * What a person needs to know while the run goes on; stays in view.
     *
     * @param key by which a program finds it
     */
    default void note(String key, String text) {}

    /** Something did not come about that the box does without; stays in view. */
    default void warn(Problem problem) {}
}
