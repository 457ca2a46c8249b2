package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A package of the distribution that a box can do without. Where no mirror is in reach, that is
 * told once and noted: it is tried again when the host's mirrors or the proxy are others, or
 * nordbox tries otherwise.
 *
 * @param name of the package
 * @param program that it brings: where it stands, the package is there
 * @param without what is not had then, for people: {@code no security updates come by themselves}
 */
record PackageInReach(String name, String program, String without) {
    private static final String SCRIPT = "install-package-in-reach";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    FactQuery query() {
        return FactQuery.NOTHING.files(List.of(program, ProxyEnvironment.PATH));
    }

    boolean isThere(HostFacts facts) {
        return facts.file(program).isPresent();
    }

    /** Whether it was tried in vain, with nothing different since. */
    boolean isOutOfReach(HostFacts facts) {
        return inVain().stands(facts, circumstances(facts));
    }

    /** Whether it is there now; if not, the run has been warned. */
    boolean install(Host host, Progress progress, HostFacts facts) throws ProblemException {
        progress.doing("installing " + name);
        CommandOutcome outcome = host.run(installing());
        if (!outcome.succeeded()) {
            inVain().note(host, circumstances(facts));
            progress.warn(
                    new Problem(
                            without
                                    + ", since "
                                    + name
                                    + " cannot be had: "
                                    + SaidByApt.reasonIn(outcome.stderr()),
                            host.name(),
                            "let the box reach its mirror and `apt-get install "
                                    + name
                                    + "`; the next up does the rest"));
        }
        return outcome.succeeded();
    }

    private Command installing() {
        return HostScript.ofPackages(
                        "install " + name + " where a mirror is in reach", SCRIPT, name, ours())
                .within(PATIENCE);
    }

    /** The package goes only if it came with us. */
    List<Change> removed(HostFacts facts) {
        List<Change> changes = new ArrayList<>();
        if (facts.note(note()).isPresent()) {
            changes.add(
                    Change.running(
                            "remove the package " + name + ", which up had installed",
                            HostScript.ofPackages("purge " + name, "purge-package", name)
                                    .within(PATIENCE)));
            changes.addAll(Removal.of(facts, List.of(ours())));
        }
        changes.addAll(inVain().forgotten(facts));
        return changes;
    }

    /** To be asked for before {@link #removed}. */
    List<String> notes() {
        return List.of(ours(), inVain().path());
    }

    private String note() {
        return name + "-package";
    }

    private String ours() {
        return Note.DIRECTORY + "/" + note();
    }

    private TriedInVain inVain() {
        return new TriedInVain(name + "-out-of-reach");
    }

    /** How the host comes to its mirrors; {@link ProxyEnvironment#PATH} is to be asked for. */
    static List<String> way(HostFacts facts) {
        List<String> way = new ArrayList<>(facts.network().sources().packages());
        facts.file(ProxyEnvironment.PATH).ifPresent(proxy -> way.add(proxy.sha256()));
        return way;
    }

    private static List<String> circumstances(HostFacts facts) {
        List<String> all = way(facts);
        all.add(FileFacts.sha256(Script.withPackages(HostScript.class, SCRIPT + ".sh")));
        return all;
    }
}
