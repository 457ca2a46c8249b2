package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.templates.Templates;
import java.util.List;

/**
 * Starts the controller, and starts it anew exactly when its jar, Java, configuration, unit or
 * credentials changed. Without a repository it stays down.
 */
public final class StartController implements Step {
    /** Fingerprint of what it was last started with. */
    static final String NOTE = "controller-started-with";

    private static final ServiceStart START = new ServiceStart(ControllerPaths.UNIT, NOTE);

    private static final Command RESTART =
            Command.of("systemctl", "restart", ControllerPaths.UNIT).withRoot();

    private final ControllerFiles files;

    public StartController(Templates templates) {
        this.files = new ControllerFiles(templates);
    }

    @Override
    public String id() {
        return "controller-start";
    }

    @Override
    public String title() {
        return "Start the controller";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return RedisUnit.query()
                .files(ControllerFiles.CREDENTIALS)
                .files(
                        List.of(
                                ControllerPaths.CONFIGURATION,
                                ControllerPaths.COMPILER,
                                SystemdUnit.path(ControllerPaths.UNIT)))
                .artifacts(List.of(ControllerPaths.JAR))
                .units(List.of(ControllerPaths.UNIT));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (Repository.of(spec).isEmpty()) {
            return List.of();
        }
        String fingerprint = files.fingerprint(facts, spec);
        boolean active = facts.unit(ControllerPaths.UNIT).isActive();
        boolean same = START.wasWith(fingerprint, facts);
        if (active
                && same
                && START.isOfWhatIsThere(facts, files.read(facts, spec), ControllerFiles.READ)) {
            return List.of();
        }
        String description =
                !active
                        ? "start the controller"
                        : same
                                ? "restart the controller: it was started meanwhile, with files that"
                                        + " were changed by hand"
                                : "restart the controller: what it runs with changed";
        return List.of(new Change(description, (host, progress) -> start(host, fingerprint)));
    }

    private static void start(Host host, String fingerprint) throws ProblemException {
        host.run(RESTART).orFail(host, RESTART);
        START.remember(host, fingerprint);
    }
}
