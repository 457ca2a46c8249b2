package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.control.Uptime;
import dev.nordbox.installer.evidence.Chain;
import dev.nordbox.installer.evidence.EvidenceStore;
import dev.nordbox.installer.evidence.Report;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description = "Writes the newest evidence of a box for readers, with what checks it.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where to write; default: nordbox-report-RUN here")
    @Nullable Path out;

    @Option(
            names = "--oscal",
            paramLabel = "FILE",
            description = "OSCAL assessment results alone, to this file")
    @Nullable Path oscal;

    private final Surroundings around;

    ReportCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("report", options, around)
                .perform(Run.Stdout.DATA, (output, redactor) -> write(output));
    }

    private ExitCode write(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        try (Host host = box.connection(around, output).connect(config.ssh())) {
            EvidenceStore.Kept kept = new EvidenceStore(host).all();
            refuseSpoilt(kept, host);
            // A person's, as long as there is one; the box' own is told beside it.
            EvidenceStore.Run run =
                    kept.newest()
                            .or(kept::newestOwn)
                            .orElseThrow(
                                    () ->
                                            new ProblemException(
                                                    ExitCode.CONTROL_FAILED,
                                                    new Problem(
                                                            "there is no evidence on this box",
                                                            host.name(),
                                                            "run `verify` first")));
            Map<String, String> files =
                    Report.of(run, kept.newest().isPresent() ? kept.ownSince() : Optional.empty());
            Uptime.of(host)
                    .unproved(Report.uptime(run))
                    .ifPresent(why -> output.tell(new Event.Warned("evidence", stale(why, host))));
            if (kept.newest().isEmpty()) {
                output.tell(new Event.Warned("evidence", ofTheBoxAlone(host)));
            }
            if (oscal != null) {
                Files.writeString(oscal, files.get(Report.OSCAL));
                return ExitCode.DONE;
            }
            Path folder = out != null ? out : Path.of("nordbox-report-" + run.name());
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            around.out().println("report: " + folder.resolve("report.html"));
            around.out().println("check it in that folder, without nordbox:");
            around.out().println("  " + Report.command(Chain.read(run.text())));
            around.out().flush();
            return ExitCode.DONE;
        } catch (Chain.BrokenChain e) {
            throw new ProblemException(
                    ExitCode.CONTROL_FAILED, spoilt(e.getMessage(), config.ssh().host()), e);
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            "the report cannot be written: " + Reason.of(e),
                            oscal != null ? "--oscal" : "--out",
                            "name a place that you may write to"),
                    e);
        }
    }

    /** Of what was cut or edited no report is made: who reads it would not know. */
    private static void refuseSpoilt(EvidenceStore.Kept kept, Host host) throws ProblemException {
        if (!kept.problems().isEmpty()) {
            throw new ProblemException(
                    ExitCode.CONTROL_FAILED,
                    kept.problems().stream().map(problem -> spoilt(problem, host.name())).toList());
        }
    }

    private static Problem spoilt(String what, String where) {
        return new Problem(
                "the evidence is not as it was written: " + what,
                where,
                "keep a copy of it and find out who changed it; once its runs are moved elsewhere,"
                        + " a new chain begins with `verify`");
    }

    private static Problem ofTheBoxAlone(Host host) {
        return new Problem(
                "no person has proved this box: the report is of what it says of itself",
                host.name(),
                "run `verify`; who has root there could have written the rest");
    }

    private static Problem stale(String why, Host host) {
        return new Problem(
                why,
                host.name(),
                "the report is of an earlier start of the box; run `verify` again, then `report`");
    }
}
