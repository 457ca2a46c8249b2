package dev.nordbox.installer.step;

/** Told how a run goes, in order; shows it to people. Never decides anything. */
public interface StepObserver {
    StepObserver SILENT =
            new StepObserver() {
                @Override
                public void surveying() {}

                @Override
                public Progress started(Step step, int number, int total) {
                    return Progress.SILENT;
                }

                @Override
                public void changing(Step step, Change change) {}

                @Override
                public void replacing(FileDifference file) {}

                @Override
                public void finished(StepResult result) {}
            };

    /** The facts are being gathered, at the start and after each step that changed something. */
    void surveying();

    /**
     * @param number of the step, from 1
     * @return what the step's changes tell their progress to
     */
    Progress started(Step step, int number, int total);

    /** A change is about to be made; never in a dry run. */
    void changing(Step step, Change change);

    /** A file that somebody else wrote is about to be replaced; never in a dry run. */
    void replacing(FileDifference file);

    void finished(StepResult result);
}
