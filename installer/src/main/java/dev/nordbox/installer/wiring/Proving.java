package dev.nordbox.installer.wiring;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.control.Inspection;
import dev.nordbox.installer.control.OutsideProbe;
import dev.nordbox.installer.evidence.Proof;
import dev.nordbox.installer.evidence.Prover;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.ssh.SshEnvironment;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.host.ssh.TerminalPrompts;
import dev.nordbox.installer.host.ssh.Whereabouts;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.registry.RdapRegistry;
import dev.nordbox.installer.steps.K3sSurvey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Builds the flow of {@code verify} from real parts. */
public record Proving(Surroundings around, BoxConfig.Ssh ssh, Whereabouts box) {
    /** What a run without a key is told. */
    public static final Problem UNSIGNED =
            new Problem(
                    "no private key is at hand without its passphrase, so the evidence is not signed",
                    "--sign-with",
                    "`ssh-add` yours, so that the agent signs, or name a key file;"
                            + " `ssh-keygen -t ed25519` makes one");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public Proof proof(Optional<SshSigner> signer, String version) {
        return new Proof(
                new Inspection(
                        new ShellSurvey(new K3sSurvey(), ShellSurvey.Sums.FORGET, around.clock()),
                        this::fromOutside,
                        new RdapRegistry(PATIENCE),
                        around.random(),
                        around.clock()),
                Prover.person(operator(), signer),
                version);
    }

    private OutsideProbe.Answers fromOutside() {
        return box.direct()
                ? OutsideProbe.from(box.target().host(), box.target().port())
                : OutsideProbe.Answers.NONE;
    }

    /**
     * The key that was named, else the one that is named for the login, else the person's default
     * one, else the only one of the person's agent.
     *
     * @throws ProblemException when the one that was named cannot sign
     */
    public Optional<SshSigner> signer(Optional<Path> named) throws ProblemException {
        SshEnvironment person = SshEnvironment.of(around.environment(), around.home(), localUser());
        if (named.isPresent()) {
            return Optional.of(with(named.get(), person).orElseThrow(() -> unusable(named.get())));
        }
        Optional<Path> login = ssh.identityFile().map(Path::of);
        return login.isPresent() ? with(login.get(), person) : SshSigner.ofPerson(person);
    }

    private Optional<SshSigner> with(Path file, SshEnvironment person) {
        return SshSigner.with(file, person.agentSocket(), new TerminalPrompts(around.person()));
    }

    private static ProblemException unusable(Path file) {
        return new ProblemException(
                ExitCode.USAGE,
                new Problem(
                        "no private key that can sign, or its passphrase was not given",
                        "--sign-with " + file,
                        "name an ed25519, ecdsa or rsa key file; `ssh-keygen -t ed25519` makes"
                                + " one"));
    }

    /** {@code user@machine} without blanks, since allowed_signers has words. */
    public String operator() {
        String user = localUser();
        try {
            return (user + "@" + InetAddress.getLocalHost().getHostName()).replaceAll("\\s", "_");
        } catch (UnknownHostException e) {
            return user.replaceAll("\\s", "_");
        }
    }

    private String localUser() {
        return around.environment().getOrDefault("USER", System.getProperty("user.name"));
    }
}
