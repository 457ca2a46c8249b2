package dev.nordbox.installer.steps;

import dev.nordbox.installer.baseline.AdmissionPolicies;
import dev.nordbox.installer.baseline.BaselineObject;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sees that policies are in force before anything is applied by the controller: the API server
 * enforces an admission policy up to some seconds after it has it, and a k3s that cannot use ipset
 * takes network policies and enforces none.
 */
public final class AwaitPolicies implements Step {
    /** What the host is asked by. */
    static final String LABEL = "try what policies refuse";

    /** Sum of the policies that were seen to bite. */
    static final String NOTE = "policies-in-force";

    private static final String SKIPPED = "skipped=";
    private static final String TAKEN = "taken=";

    /** What each refuses, by the control it is of. */
    private static final Map<String, String> REFUSED =
            new TreeMap<>(
                    Map.of("K8S-04", "service", "K8S-06", "claim", "NET-07", "networkpolicy"));

    private final Wait wait;

    public AwaitPolicies(Wait wait) {
        this.wait = wait;
    }

    @Override
    public String id() {
        return "policies-in-force";
    }

    @Override
    public String title() {
        return "See that policies are in force";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING;
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        String sum = sum(spec);
        if (facts.note(NOTE).equals(Optional.of(sum))) {
            return List.of();
        }
        return List.of(
                new Change(
                                "see that policies are in force",
                                (host, progress) -> await(host, progress, refused(spec), sum))
                        .because("they are new, or are not those that were seen"));
    }

    private static String sum(InstallSpec spec) {
        return FileFacts.sha256(
                AdmissionPolicies.of(spec.config()).stream()
                        .map(BaselineObject::yaml)
                        .collect(Collectors.joining("\n", "network policies\n", "")));
    }

    private static List<String> refused(InstallSpec spec) {
        Optional<Profile> profile = spec.config().profile();
        List<String> refused = new ArrayList<>();
        REFUSED.forEach(
                (control, object) -> {
                    if (profile.filter(held -> held.waiver(control).isEmpty()).isPresent()) {
                        refused.add(object);
                    }
                });
        return refused;
    }

    private void await(Host host, Progress progress, List<String> refused, String sum)
            throws ProblemException {
        Command ask =
                HostScript.of(LABEL, "try-policies", refused.toArray(String[]::new))
                        .within(K3sState.DEADLINE);
        Wait.Started waiting = wait.start();
        String told = host.run(ask).orFail(host, ask).stdout();
        while (told.lines().anyMatch(line -> line.startsWith(TAKEN))) {
            String taken = after(told, TAKEN).orElse("");
            progress.doing("the API server still takes " + taken);
            if (!waiting.again(taken)) {
                throw notInForce(host, taken);
            }
            told = host.run(ask).orFail(host, ask).stdout();
        }
        Optional<String> skipped = after(told, SKIPPED);
        if (skipped.isPresent()) {
            throw notEnforced(host, skipped.get());
        }
        host.write(List.of(Note.of(NOTE, sum)));
    }

    private static Optional<String> after(String text, String prefix) {
        return text.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    private ProblemException notInForce(Host host, String taken) {
        return new ProblemException(
                ExitCode.TIMED_OUT,
                new Problem(
                        "the API server takes what the profile's policies refuse: "
                                + taken
                                + "; nothing new was seen for %d s"
                                        .formatted(wait.deadline().toSeconds()),
                        host.name(),
                        "look at `kubectl get validatingadmissionpolicies -o yaml`, then run `up`"
                                + " again; the controller is not started before"));
    }

    private static ProblemException notEnforced(Host host, String line) {
        return new ProblemException(
                ExitCode.STEP_FAILED,
                new Problem(
                        "k3s takes network policies and enforces none: " + K3sJournal.message(line),
                        host.name(),
                        "give it what it lacks (apt-get install ipset, and a kernel with ip_set),"
                                + " then `systemctl restart k3s` and run `up` again"));
    }
}
