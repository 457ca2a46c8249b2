package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Gives the controller the key it reads the repository with: made on the box, where it stays, or
 * the one that {@code git.deployKey} names.
 */
public final class GiveDeployKey implements Step {
    private static final String OWNER = "nordbox:nordbox";
    static final String PUBLIC_KEY = ControllerPaths.DEPLOY_KEY + ".pub";

    /** Where a brought key waits until it has proved usable: a bad one must not cost a good one. */
    static final String CANDIDATE = ControllerPaths.DEPLOY_KEY + ".new";

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
        return FactQuery.NOTHING.files(List.of(ControllerPaths.DEPLOY_KEY, PUBLIC_KEY));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<String> given = spec.config().git().deployKey();
        return given.isPresent() ? planGiven(facts, Path.of(given.get())) : planOwn(facts, spec);
    }

    private static List<Change> planOwn(HostFacts facts, InstallSpec spec) {
        if (stands(facts, ControllerPaths.DEPLOY_KEY, "0600") && hasPublicHalf(facts)) {
            return List.of();
        }
        Optional<byte[]> ofKit = spec.kit().flatMap(kit -> kit.small(Kit.DEPLOY_KEY));
        if (ofKit.isPresent()) {
            return bring(candidate(ofKit.get()), "the kit's deploy key");
        }
        Command make =
                HostScript.of(
                        "make a deploy key",
                        "make-deploy-key",
                        ControllerPaths.DEPLOY_KEY,
                        ControllerPaths.USER);
        return List.of(
                new Change(
                                "make the deploy key " + ControllerPaths.DEPLOY_KEY,
                                (host, progress) -> host.run(make).orFail(host, make))
                        .because("there is none, or not both halves of it"));
    }

    private static List<Change> planGiven(HostFacts facts, Path key) throws ProblemException {
        RemoteFile candidate = candidate(read(key));
        if (facts.file(ControllerPaths.DEPLOY_KEY)
                        .map(found -> found.matches(candidate))
                        .orElse(false)
                && hasPublicHalf(facts)) {
            return List.of();
        }
        return bring(candidate, "the deploy key " + key);
    }

    private static RemoteFile candidate(byte[] key) {
        return new RemoteFile(CANDIDATE, key, "0600", OWNER, true);
    }

    private static List<Change> bring(RemoteFile candidate, String what) {
        Command accept =
                HostScript.of(
                        "put the brought deploy key in place",
                        "accept-deploy-key",
                        CANDIDATE,
                        ControllerPaths.DEPLOY_KEY,
                        ControllerPaths.USER);
        return List.of(
                new Change("bring " + what, new WriteFile(candidate)),
                new Change(
                        "derive its public half, and put both in place",
                        (host, progress) -> host.run(accept).orFail(host, accept)));
    }

    /** An empty file is what a power cut may leave. */
    private static boolean hasPublicHalf(HostFacts facts) {
        return facts.file(PUBLIC_KEY).filter(found -> found.size() > 0).isPresent();
    }

    private static boolean stands(HostFacts facts, String path, String mode) {
        return facts.file(path)
                .map(
                        found ->
                                found.kind() == FileFacts.Kind.FILE
                                        && found.size() > 0
                                        && found.mode().equals(mode)
                                        && found.owner().equals(OWNER))
                .orElse(false);
    }

    private static byte[] read(Path key) throws ProblemException {
        try {
            return Files.readAllBytes(key);
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            "the deploy key cannot be read",
                            key.toString(),
                            "check --deploy-key, or git.deployKey in nordbox.yaml"),
                    e);
        }
    }
}
