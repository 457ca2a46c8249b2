package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.AuditText;
import dev.nordbox.installer.app.BoxApplications;
import dev.nordbox.installer.app.BoxAudit;
import dev.nordbox.installer.app.Since;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "audit",
        description = {
            "Shows what the controller of a box changed in the cluster, why and for whom, and"
                    + " proves that nothing of it was cut, edited or taken away.",
            "The last line names a hash: who notes it down can hold the trail against it later."
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Option(
            names = "--since",
            paramLabel = "2h|TIME",
            converter = SinceText.class,
            description =
                    "only what is not older than 2h, 3d or 2026-11-29T12:00:00Z; the whole"
                            + " trail is proved all the same")
    Since since = Since.BEGIN;

    @Mixin BoxOptions box = new BoxOptions();
    @Mixin ClusterOption cluster = new ClusterOption();
    @Mixin OutputOptions options = new OutputOptions();

    private final Surroundings around;

    AuditCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("audit", options, around)
                .perform(Run.Stdout.DATA, (output, redactor) -> show(output));
    }

    private ExitCode show(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        try (Host host = box.connection(around, output).connect(config.ssh())) {
            BoxAudit audit = new BoxAudit(host, cluster.name());
            BoxApplications.Told told = audit.since(since);
            if (options.json()) {
                around.out().println(told.json());
            } else {
                AuditText.of(told.content()).forEach(around.out()::println);
            }
            around.out().flush();
            audit.requireWhole(told);
            return ExitCode.DONE;
        }
    }

    static final class SinceText implements ITypeConverter<Since> {
        @Override
        public Since convert(String text) {
            return Since.parse(text)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'"
                                                    + text
                                                    + "' is no time; write 2h, 3d or"
                                                    + " 2026-11-29T12:00:00Z"));
        }
    }
}
