package dev.nordbox.installer.steps;

import dev.nordbox.installer.baseline.BaselineManifests;
import dev.nordbox.installer.baseline.BaselineObject;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Applies the baseline, and applies it again when somebody changed an object of it by hand.
 * Policies, quotas and limits that are no longer wanted are removed; a namespace never is, nor what
 * keeps it closed.
 */
public final class ApplyBaseline implements Step {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** Definitions of k3s' own charts come a minute after its start. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private static final Command APPLY =
            kubectl(
                    "apply",
                    "--server-side",
                    "--force-conflicts",
                    "--field-manager=" + BaselineManifests.FIELD_MANAGER,
                    "-f",
                    WantedBaseline.FILE);

    private final WantedBaseline baseline;
    private final Wait wait;

    /**
     * @param wait for definitions of objects that the user's templates add
     */
    public ApplyBaseline(Templates templates, Wait wait) {
        this.baseline = new WantedBaseline(templates);
        this.wait = wait.within(LATE);
    }

    @Override
    public String id() {
        return "baseline";
    }

    @Override
    public String title() {
        return "Close the cluster, then open what is wanted";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING
                .files(List.of(WantedBaseline.FILE, Noted.file(OwnObjects.NOTE)))
                .cluster(ClusterPart.NODE, ClusterPart.LABELLED, ClusterPart.DRIFT);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<BaselineObject> wanted = baseline.objects(spec, facts);
        RemoteFile file = baseline.file(wanted);
        boolean applied = facts.file(WantedBaseline.FILE).map(f -> f.matches(file)).orElse(false);
        Set<String> drifted = new TreeSet<>();
        facts.cluster().ifPresent(cluster -> drifted.addAll(cluster.drifted()));
        OwnObjects own = baseline.own(spec, facts);
        List<Change> changes = new ArrayList<>(own.before());
        if (!applied) {
            // Killed between writing and applying, the next run finds the rest by comparison.
            changes.add(
                    new Change(
                                    "apply the baseline, %d objects".formatted(wanted.size()),
                                    (host, progress) -> apply(host, file, progress))
                            .because(WriteFile.reason(facts.file(WantedBaseline.FILE), file))
                            .writing(file));
        } else if (!drifted.isEmpty()) {
            changes.add(
                    new Change(
                            "apply the baseline again: " + String.join(", ", drifted),
                            (host, progress) -> apply(host, file, progress)));
        }
        for (String orphan : baseline.orphans(wanted, facts)) {
            changes.add(remove(orphan));
        }
        changes.addAll(own.after(facts));
        return changes;
    }

    private void apply(Host host, RemoteFile file, Progress progress) throws ProblemException {
        new WriteFile(file).apply(host, Progress.SILENT);
        CommandOutcome outcome = host.run(APPLY);
        Wait.Started late = wait.start();
        while (isForLateKinds(outcome) && late.again(outcome.stderr())) {
            progress.doing("waiting for definitions that your templates need");
            outcome = host.run(APPLY);
        }
        if (outcome.succeeded()) {
            return;
        }
        List<Problem> refused =
                Refusals.in(outcome.stderr()).stream().map(text -> refused(host, text)).toList();
        if (refused.isEmpty()) {
            outcome.orFail(host, APPLY);
        }
        throw new ProblemException(ExitCode.OBJECT_REFUSED, refused);
    }

    /** Kinds of ours are Kubernetes' own. */
    private static boolean isForLateKinds(CommandOutcome outcome) {
        List<String> refusals = outcome.succeeded() ? List.of() : Refusals.in(outcome.stderr());
        return !refusals.isEmpty() && refusals.stream().allMatch(ApplyBaseline::isOfNoKind);
    }

    private static boolean isOfNoKind(String refusal) {
        return refusal.contains("no matches for kind");
    }

    private static Problem refused(Host host, String answer) {
        return new Problem(
                "the cluster refused an object of the baseline: " + answer,
                host.name(),
                isOfNoKind(answer)
                        ? "mend its apiVersion and kind in own/cluster/ of your templates, or put its"
                                + " definition there, too"
                        : "check `namespaces` in nordbox.yaml and your templates below cluster/ and own/cluster/");
    }

    /** {@code KIND [NAMESPACE/]NAME}. */
    private static Change remove(String orphan) {
        String kind = orphan.substring(0, orphan.indexOf(' '));
        String name = orphan.substring(orphan.indexOf(' ') + 1);
        int slash = name.indexOf('/');
        List<String> words = new ArrayList<>(List.of("delete", kind, "--ignore-not-found"));
        if (slash > 0) {
            words.add("--namespace=" + name.substring(0, slash));
        }
        words.add(name.substring(slash + 1));
        Command delete = kubectl(words.toArray(String[]::new));
        return Change.running("remove " + orphan, delete);
    }

    private static Command kubectl(String... words) {
        List<String> all = new ArrayList<>(List.of(K3sFiles.BINARY, "kubectl"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new)).within(DEADLINE).withRoot();
    }
}
