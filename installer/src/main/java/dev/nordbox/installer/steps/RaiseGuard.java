package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.GuardFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Puts the host firewall in place, before k3s opens any port, and for every boot. New rules stay
 * only once a fresh login has come through them; see {@link CommitConfirm}.
 */
public final class RaiseGuard implements Step {
    static final String RULES = "/etc/nftables.d/nordbox.nft";
    static final String UNIT = "nordbox-guard.service";

    /** Loads the guard again whenever the distribution's own service has flushed it. */
    static final String DROP_IN = "/etc/systemd/system/nftables.service.d/nordbox.conf";

    private static final String CANDIDATE = "/run/nordbox-guard/candidate.nft";
    private static final String NFTABLES = "nftables.service";
    static final String UNIT_FILE = "/etc/systemd/system/" + UNIT;

    private final Templates templates;
    private final Function<Host, CommitConfirm.Patience> patience;

    public RaiseGuard(Templates templates) {
        this(templates, CommitConfirm.Patience::with);
    }

    RaiseGuard(Templates templates, Function<Host, CommitConfirm.Patience> patience) {
        this.templates = templates;
        this.patience = patience;
    }

    private List<RemoteFile> unitFiles() {
        return Stream.of(UNIT_FILE, DROP_IN)
                .map(
                        path ->
                                RemoteFile.of(
                                        path,
                                        templates.render("host" + path, new NoModel()).text(),
                                        "0644"))
                .toList();
    }

    @Override
    public String id() {
        return "guard";
    }

    @Override
    public String title() {
        return "Put the guard in place";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.of(unitFiles()).files(List.of(RULES)).units(List.of(UNIT, NFTABLES));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        GuardRules rules = GuardRules.of(facts, spec);
        RemoteFile file =
                RemoteFile.of(RULES, templates.render("host" + RULES, rules).text(), "0644");
        List<Change> changes = new ArrayList<>(WriteFile.missing(facts, unitFiles()));
        boolean written = facts.file(RULES).map(found -> found.matches(file)).orElse(false);
        if (!written
                || !inForce(facts.guard())
                || !atBoot(facts.unit(UNIT))
                || facts.unit(NFTABLES).needsReload()
                || !changes.isEmpty()) {
            changes.add(
                    new Change(
                                    (written ? "load the guard again: " : "load the guard: ")
                                            + rules.summary(),
                                    new CommitConfirm(trial(file), patience))
                            .because(reason(facts, file))
                            .writing(file));
        }
        return changes;
    }

    private static CommitConfirm.Trial trial(RemoteFile rules) {
        return new CommitConfirm.Trial(
                "the guard",
                new RemoteFile(CANDIDATE, rules.content(), "0600", "root:root", false),
                "guard",
                List.of(Note.DIRECTORY),
                ExitCode.HOST_UNREACHABLE,
                "see that firewall.ssh in nordbox.yaml includes the address you come from",
                Optional.empty());
    }

    private static String reason(HostFacts facts, RemoteFile file) {
        if (!facts.file(RULES).map(found -> found.matches(file)).orElse(false)) {
            return WriteFile.reason(facts.file(RULES), file);
        }
        if (!inForce(facts.guard())) {
            return "the kernel does not hold what a login has proved";
        }
        return atBoot(facts.unit(UNIT)) ? "its units changed" : "it would not be loaded at boot";
    }

    /** The kernel holds what a login has proved, to the letter. */
    private static boolean inForce(GuardFacts guard) {
        return guard.listing().isPresent()
                && guard.listing().equals(guard.committedListing())
                && !guard.revertPending();
    }

    private static boolean atBoot(UnitFacts unit) {
        return unit.isEnabled() && unit.isActive() && !unit.needsReload();
    }
}
