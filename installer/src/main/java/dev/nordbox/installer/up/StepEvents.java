package dev.nordbox.installer.up;

import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.FileDifference;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepObserver;
import dev.nordbox.installer.step.StepResult;

/** Tells how the steps go; each step that has something to do is a phase. */
final class StepEvents implements StepObserver {
    private final Output output;
    private String current = "facts";

    StepEvents(Output output) {
        this.output = output;
    }

    @Override
    public void surveying() {
        output.tell(new Event.Doing(current, "looking again"));
    }

    @Override
    public Progress started(Step step, int number, int total) {
        String phase = step.id();
        current = phase;
        output.tell(new Event.PhaseStarted(phase));
        return new Progress() {
            @Override
            public void doing(String what) {
                output.tell(new Event.Doing(phase, what));
            }

            @Override
            public TransferProgress uploading(String what) {
                return (sent, size) -> output.tell(new Event.Transferred(phase, what, sent, size));
            }

            @Override
            public void note(String key, String text) {
                output.tell(new Event.Noted(key, text));
            }

            @Override
            public void warn(Problem problem) {
                output.tell(new Event.Warned(phase, problem));
            }
        };
    }

    @Override
    public void changing(Step step, Change change) {
        output.tell(new Event.Changing(step.id(), change.description()));
    }

    @Override
    public void replacing(FileDifference file) {
        output.tell(
                new Event.Replacing(
                        file.step(),
                        file.path(),
                        file.origin().words(),
                        String.join("\n", file.diff())));
    }

    @Override
    public void finished(StepResult result) {
        switch (result.outcome()) {
            case UNCHANGED -> output.tell(new Event.PhaseUnchanged(result.id(), result.took()));
            case WOULD_CHANGE ->
                    result.changes()
                            .forEach(change -> output.tell(new Event.Planned(result.id(), change)));
            case CHANGED ->
                    output.tell(
                            new Event.PhaseFinished(result.id(), summary(result), result.took()));
        }
    }

    private static String summary(StepResult result) {
        int count = result.changes().size();
        return result.title() + (count == 1 ? "" : "  (" + count + " changes)");
    }
}
