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

    /** Something did not come about that the box does without; stays in view. */
    default void warn(Problem problem) {}
}
