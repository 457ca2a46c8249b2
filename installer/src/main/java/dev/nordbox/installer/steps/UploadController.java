package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.List;

/** Puts the controller on the box, which is this jar. */
public final class UploadController implements Step {

    @Override
    public String id() {
        return "controller-jar";
    }

    @Override
    public String title() {
        return "Upload the controller";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return jar(spec).query();
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        return jar(spec).missing(facts);
    }

    private static UploadedFile jar(InstallSpec spec) {
        return new UploadedFile(spec.artifacts().bootstrapJar(), ControllerPaths.JAR, "0644");
    }
}
