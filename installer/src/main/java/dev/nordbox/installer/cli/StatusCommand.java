package dev.nordbox.installer.cli;

import dev.nordbox.installer.backup.KitsState;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.evidence.LastProof;
import dev.nordbox.installer.evidence.OwnProof;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.NoRedis;
import dev.nordbox.installer.steps.UpgradeNote;
import dev.nordbox.installer.steps.WaiversOnBox;
import dev.nordbox.installer.up.BoxStatus;
import dev.nordbox.installer.up.CertificateExpiry;
import dev.nordbox.installer.up.ControllerDialogue;
import dev.nordbox.installer.up.SealedElsewhere;
import dev.nordbox.installer.up.StatusText;
import dev.nordbox.installer.volume.Dumps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "Shows how a box stands: repository, applications, what is in the way.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--detailed-exit-code",
            description = "20 when the cluster is not what the repository says")
    boolean detailedExitCode;

    private final Surroundings around;

    StatusCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("status", options, around)
                .perform(Run.Stdout.DATA, (output, redactor) -> show(output));
    }

    private ExitCode show(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        try (Host host = box.connection(around, output).connect(config.ssh())) {
            Optional<UpgradeNote> upgrade = UpgradeNote.on(host);
            upgrade.ifPresent(
                    note -> output.tell(new Event.Warned("upgrade", note.problem(host.name()))));
            ControllerDialogue controller = new ControllerDialogue(host);
            String json = controller.json();
            BoxStatus status = controller.read(json);
            Instant now = around.clock().instant();
            SealedElsewhere.problem(status, host.name())
                    .ifPresent(lost -> output.tell(new Event.Warned("sealing", lost)));
            Optional<CertificateExpiry> certificates = CertificateExpiry.on(host);
            Optional<KitsState> kits = KitsState.of(host, now);
            certificates
                    .flatMap(first -> first.warning(now))
                    .ifPresent(w -> output.tell(new Event.Warned("certificates", w)));
            kits.map(KitsState::left)
                    .orElse(List.of())
                    .forEach(volume -> output.tell(new Event.Warned("kit", volume)));
            WaiversOnBox.warnings(host, LocalDate.ofInstant(now, ZoneOffset.UTC))
                    .forEach(waiver -> output.tell(new Event.Warned("waivers", waiver)));
            Dumps dumps = Dumps.on(host);
            dumps.open()
                    .forEach(
                            dump ->
                                    output.tell(
                                            new Event.Warned(
                                                    "restore", dumps.problem(dump, host.name()))));
            Optional<LastProof> proof = LastProof.on(host, config);
            Optional<OwnProof> own = OwnProof.on(host, config);
            own.map(self -> self.warnings(host.name()))
                    .orElse(List.of())
                    .forEach(warning -> output.tell(new Event.Warned("self-proof", warning)));
            if (options.json()) {
                around.out()
                        .println(
                                StatusText.json(
                                        json,
                                        certificates,
                                        kits.map(KitsState::document),
                                        upgrade.map(UpgradeNote::document),
                                        dumps.document(),
                                        own.map(OwnProof::document),
                                        now));
            } else {
                StatusText.of(status, now).forEach(around.out()::println);
                if (status.keepsRendersInMemory()) {
                    NoRedis.on(host).ifPresent(n -> around.out().println("redis: " + n.words()));
                }
                certificates.ifPresent(
                        first -> around.out().println("certificates: " + first.words(now)));
                proof.map(person -> OwnProof.words(person, own, now))
                        .ifPresent(words -> around.out().println("proved: " + words));
                own.map(self -> self.words(now))
                        .ifPresent(words -> around.out().println("proved by itself: " + words));
                dumps.all().forEach(dump -> around.out().println("dump: " + dumps.line(dump)));
                around.out()
                        .println(
                                kits.map(state -> "last kit: " + state.line())
                                        .orElse("kits: " + BackupFile.NONE_MADE));
            }
            around.out().flush();
            if (detailedExitCode && !status.converged()) {
                return ExitCode.NOT_SYNCED;
            }
            if (kits.isPresent()) {
                kits.get().requireFresh();
            }
            if (own.isPresent()) {
                own.get().refuseFailedMusts(host.name());
            }
            return ExitCode.DONE;
        }
    }
}
