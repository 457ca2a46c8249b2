package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.SshDiagnosis;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.RunLog;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.plan.Footing;
import dev.nordbox.installer.plan.PlanDocument;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.support.HostParts;
import dev.nordbox.installer.support.RecentRuns;
import dev.nordbox.installer.support.SupportBundle;
import dev.nordbox.installer.up.ControllerDialogue;
import dev.nordbox.installer.up.PreflightText;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.wiring.Provisioning;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "support-bundle",
        description = {
            "Writes one tar.gz of what somebody who helps needs to see: the way in, preflight, plan,"
                    + " facts, status, journals, nodes, pods, events, the logs of the last up, down and upgrade. Of a host that"
                    + " cannot be reached it says why.",
            "No Secret is asked for, and what looks like one is masked; read it before you send it."
        },
        mixinStandardHelpOptions = true)
final class SupportBundleCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "where to: box.tar.gz")
    Path out = Path.of("");

    private final Surroundings around;

    SupportBundleCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("support-bundle", options, around).perform(Run.Stdout.DATA, this::collect);
    }

    private ExitCode collect(Output output, Redactor redactor) throws ProblemException {
        var connection = box.connection(around, output);
        BoxConfig config = connection.resolve(box.read(around, output));
        Instant now = around.clock().instant();
        SupportBundle bundle = new SupportBundle(redactor, now);
        bundle.add("nordbox.txt", () -> Version.ofNordbox() + "\n");
        SshDiagnosis.Way way = connection.diagnosing(config.ssh());
        bundle.add("ssh.txt", () -> text(way.diagnosis()));
        if (way.host().isPresent()) {
            try (Host host = way.host().get()) {
                bundle.add("status.json", () -> new ControllerDialogue(host).json());
                bundle.addAll("host.txt", () -> HostParts.of(host));
                addOf(host, config, provisioning(output), bundle, now);
            }
        }
        bundle.addAll(
                "runs.txt",
                () -> RecentRuns.of(RunLog.folder(around.environment(), around.home())));
        bundle.write(out);
        around.out().println(out);
        around.out().flush();
        way.diagnosis().failure().ifPresent(e -> tell(output, e));
        return ExitCode.DONE;
    }

    /** A bundle of what there is helps as well, and its reader is told why it is no more. */
    private static void tell(Output output, ProblemException failure) {
        for (Problem problem : failure.problems()) {
            output.tell(new Event.Warned("ssh", problem));
        }
    }

    private static String text(SshDiagnosis diagnosis) {
        List<String> lines = new ArrayList<>(DiagnosisText.of(diagnosis));
        diagnosis.failure().ifPresent(e -> lines.addAll(List.of("", e.getMessage())));
        return String.join("\n", lines) + "\n";
    }

    private static void addOf(
            Host host,
            BoxConfig config,
            Provisioning provisioning,
            SupportBundle bundle,
            Instant now) {
        bundle.add(
                "preflight.json",
                () -> PreflightText.json(provisioning.lookOver().over(host, Mode.PLAN)));
        bundle.add("plan.json", () -> plan(provisioning.up(config).plan(host, config), now));
    }

    private static String plan(Up.Outcome plan, Instant now) {
        return new PlanDocument(
                        Version.ofNordbox(),
                        now,
                        plan.report(),
                        Footing.of(plan.facts(), plan.admins().byLogin()))
                .json();
    }

    private Provisioning provisioning(Output output) {
        return Provisioning.withoutArrival(around, box.ssh(), around.environment(), output);
    }
}
