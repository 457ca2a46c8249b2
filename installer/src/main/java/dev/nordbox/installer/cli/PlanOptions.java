package dev.nordbox.installer.cli;

import dev.nordbox.installer.up.PlanText.NewFiles;
import picocli.CommandLine.Option;

/** How much of a plan is shown. */
final class PlanOptions {
    @Option(names = "--new-files", description = "shows what new files will hold, too")
    boolean whole;

    NewFiles newFiles() {
        return whole ? NewFiles.WHOLE : NewFiles.NAMED;
    }
}
