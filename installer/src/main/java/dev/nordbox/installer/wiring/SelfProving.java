package dev.nordbox.installer.wiring;

import dev.nordbox.appliance.config.ConfigInvalid;
import dev.nordbox.appliance.config.ControllerConfigReader;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.ProofFile;
import dev.nordbox.installer.control.Inspection;
import dev.nordbox.installer.control.OutsideProbe;
import dev.nordbox.installer.evidence.Proof;
import dev.nordbox.installer.evidence.Prover;
import dev.nordbox.installer.evidence.SelfProof;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.host.ThisMachine;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.registry.Registry;
import dev.nordbox.installer.steps.ControllerPaths;
import dev.nordbox.installer.steps.K3sSurvey;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds the flow of a box that proves itself from real parts, and from what {@code up} left there.
 *
 * @param root below which that lies
 * @param version of nordbox
 */
public record SelfProving(Surroundings around, Path root, String version) {
    /** The question goes outside, which is nothing that a box does by itself. */
    private static final Registry NOBODY =
            Registry.untried("the box itself asks no registry: a person's `verify` does");

    /**
     * @param over is told of waivers that are
     * @return what was done, in a line
     * @throws ProblemException as {@link SelfProof#run}, and CONFIG_INVALID when what is needed is
     *     not there
     */
    public String prove(Consumer<Problem> over) throws ProblemException {
        ProofFile file = ProofFile.parse(text(ProofFile.PATH), ProofFile.PATH);
        BoxConfig config =
                file.config(
                        text(BackupFile.DOCUMENT),
                        repository(),
                        new BoxConfigReader(around.home(), around.clock()).telling(over));
        Profile profile =
                config.profile()
                        .orElseThrow(
                                () ->
                                        missing(
                                                "it names no profile",
                                                BackupFile.DOCUMENT,
                                                "run `up` with one"));
        Shell box = new ThisMachine(file.host());
        return new SelfProof(box, proof(file), around.clock()).run(config, profile);
    }

    private Proof proof(ProofFile file) throws ProblemException {
        Inspection inspection =
                new Inspection(
                        new ShellSurvey(new K3sSurvey(), ShellSurvey.Sums.FORGET, around.clock()),
                        () -> OutsideProbe.Answers.FROM_WITHIN,
                        NOBODY,
                        around.random(),
                        around.clock());
        return new Proof(inspection, Prover.box(file.box(), Optional.of(key())), version);
    }

    private SshSigner key() throws ProblemException {
        return SshSigner.with(at(ProofFile.KEY), LoginPrompts.NOBODY)
                .orElseThrow(
                        () ->
                                missing(
                                        "no key that signs",
                                        ProofFile.KEY,
                                        "run `up`, which makes one"));
    }

    /** What the controller follows; a box without one is looked at all the same. */
    private String repository() {
        try {
            return ControllerConfigReader.read(at(ControllerPaths.CONFIGURATION))
                    .repo()
                    .url()
                    .toString();
        } catch (ConfigInvalid e) {
            return "";
        }
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }

    private String text(String path) throws ProblemException {
        return BoxFiles.text(at(path), path);
    }

    private static ProblemException missing(String what, String where, String remedy) {
        return new ProblemException(ExitCode.CONFIG_INVALID, new Problem(what, where, remedy));
    }
}
