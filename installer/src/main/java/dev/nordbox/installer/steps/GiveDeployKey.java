package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Gives the controller the key it reads the repository with: made on the box, where it stays, or
 * the one that {@code git.deployKey} names. A person has something to do about the former at a Git
 * server, so it is made and shown before all that takes long.
 */
public final class GiveDeployKey implements Step {
    private static final BoxKey KEY =
            new BoxKey(
                    ControllerPaths.DEPLOY_KEY,
                    ControllerPaths.USER,
                    "deploy key",
                    "--deploy-key, or git.deployKey in nordbox.yaml");

    static final String PUBLIC_KEY = KEY.publicHalf();
    static final String CANDIDATE = KEY.candidate();

    /** As the controller, who could have put a link to anything there. */
    static final Command READ =
            Command.of("runuser", "-u", ControllerPaths.USER, "--", "cat", PUBLIC_KEY).withRoot();

    private static final String NOTE = "deployKey";

    @Override
    public String id() {
        return "deploy-key";
    }

    @Override
    public String title() {
        return "Give the controller a deploy key";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return KEY.query();
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<String> given = spec.config().git().deployKey();
        if (given.isPresent()) {
            return KEY.missing(facts, Path.of(given.get()));
        }
        if (KEY.stands(facts)) {
            return List.of();
        }
        Optional<byte[]> ofKit = spec.kit().flatMap(kit -> kit.small(Kit.DEPLOY_KEY));
        return ofKit.isPresent()
                ? KEY.bring(ofKit.get(), "the kit's deploy key")
                : List.of(KEY.make(overSsh(spec) ? GiveDeployKey::show : (half, progress) -> {}));
    }

    private static boolean overSsh(InstallSpec spec) {
        return Repository.of(spec).filter(Repository::overSsh).isPresent();
    }

    /**
     * For whoever missed it in the run that made it and ended early: while the controller has not
     * started, nothing has asked the Git server whether it knows the key.
     */
    public static Optional<Event> shownAgain(Shell host, HostFacts facts, InstallSpec spec)
            throws ProblemException {
        boolean madeHere =
                spec.config().git().deployKey().isEmpty()
                        && spec.kit().flatMap(kit -> kit.small(Kit.DEPLOY_KEY)).isEmpty();
        if (!madeHere
                || !overSsh(spec)
                || !KEY.stands(facts)
                || facts.unit(ControllerPaths.UNIT).isActive()) {
            return Optional.empty();
        }
        return publicHalf(host).map(half -> new Event.Noted(NOTE, words(half)));
    }

    /** Empty when there is none. */
    public static Optional<String> publicHalf(Shell host) throws ProblemException {
        CommandOutcome outcome = host.run(READ);
        return Optional.of(outcome.stdout().strip())
                .filter(key -> outcome.succeeded() && !key.isEmpty());
    }

    private static void show(String publicHalf, Progress progress) {
        progress.note(NOTE, words(publicHalf));
    }

    private static String words(String publicHalf) {
        return "The deploy key of this box; give it read access to the repository while the rest"
                + " is installed:\n"
                + publicHalf;
    }
}
