package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.evidence.HandedDrill;
import dev.nordbox.installer.evidence.Proof;
import dev.nordbox.installer.evidence.VerdictText;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.wiring.Proving;
import dev.nordbox.installer.wiring.SshConnection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = "Proves a box against its profile, by looking and by trying.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--repo",
            paramLabel = "URL",
            description = "the box' repository, for the controls about it")
    @Nullable String repo;

    @Option(names = "--profile", paramLabel = "NAME", description = "nordic, nordic/no")
    @Nullable String profile;

    @Option(
            names = "--sign-with",
            paramLabel = "FILE",
            description = "private key that signs the evidence; default: --identity, else ~/.ssh")
    @Nullable Path key;

    @Option(
            names = "--drill",
            paramLabel = "FILE",
            description =
                    "the result of a `drill` of this box' kit; it stays there, for the next ones"
                            + " too")
    @Nullable Path drill;

    private final Surroundings around;

    VerifyCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("verify", options, around)
                .perform(Run.Stdout.DATA, (output, redactor) -> prove(output));
    }

    private ExitCode prove(Output output) throws ProblemException {
        BoxConfig config = box.readStrictly(around, output, flags());
        Profile held =
                config.profile()
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ExitCode.USAGE,
                                                new Problem(
                                                        "no profile is named",
                                                        "--profile",
                                                        "add --profile nordic, or `profile` to"
                                                                + " nordbox.yaml")));
        SshConnection way = box.connection(around, output);
        Proving proving = new Proving(around, config.ssh(), way.whereaboutsOf(config.ssh()));
        Optional<SshSigner> signer = proving.signer(Optional.ofNullable(key));
        if (signer.isEmpty()) {
            output.tell(new Event.Warned("evidence", Proving.UNSIGNED));
        }
        Optional<HandedDrill> handed =
                drill == null ? Optional.empty() : Optional.of(HandedDrill.read(drill));
        Proof proof = proving.proof(signer, Version.ofNordbox());
        try (Host host = way.connect(config.ssh())) {
            if (handed.isPresent()) {
                proof.take(handed.get(), host, held, around.clock().instant());
            }
            Proof.Outcome outcome = proof.of(host, config, held);
            outcome.refused().forEach(why -> output.tell(new Event.Warned("evidence", why)));
            tell(outcome);
            outcome.refuseFailedMusts(host.name());
            return ExitCode.DONE;
        }
    }

    private Flags flags() {
        return box.flags()
                .with("git.url", "--repo", Optional.ofNullable(repo))
                .with("profile", "--profile", Optional.ofNullable(profile));
    }

    private void tell(Proof.Outcome outcome) {
        if (options.json()) {
            around.out().print(outcome.run().text());
        } else {
            VerdictText.of(outcome.verdicts()).forEach(around.out()::println);
            around.out().println();
            around.out()
                    .println(
                            "%d controls: %s. Only a pass is one."
                                    .formatted(
                                            outcome.verdicts().size(),
                                            VerdictText.counts(outcome.verdicts())));
            around.out()
                    .println(
                            "evidence: run %s, number %d on this box, %s; `report` writes it for readers"
                                    .formatted(
                                            outcome.run().name(),
                                            outcome.run().count(),
                                            outcome.run().signature().isPresent()
                                                    ? "signed"
                                                    : "not signed"));
        }
        around.out().flush();
    }
}
