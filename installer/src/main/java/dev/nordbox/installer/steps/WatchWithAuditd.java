package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;

/** With a profile, has the kernel write down who changes what opens the box. */
public final class WatchWithAuditd implements Step {
    static final String RULES = "/etc/audit/rules.d/zz-nordbox.rules";
    static final PackageInReach PACKAGE =
            new PackageInReach(
                    "auditd", "/usr/sbin/augenrules", "nobody writes down who changes the host");

    /** What has to be watched on every box with a profile. */
    public static final List<String> WATCHED =
            List.of(
                    "/etc/rancher",
                    "/var/lib/rancher/k3s/server/token",
                    "/var/lib/rancher/k3s/server/cred",
                    "/var/lib/rancher/k3s/server/tls",
                    "/etc/nftables.d",
                    "/etc/ssh",
                    "/root/.ssh",
                    "/etc/passwd",
                    "/etc/shadow");

    static final String UNIT = "auditd.service";

    private static final Command LOAD =
            Command.script(
                            "load the audit rules",
                            ShellSurvey.unwatched()
                                    + Script.beside(HostScript.class, "load-audit-rules.sh"))
                    .withRoot();
    private static final Command TAKE_BACK =
            HostScript.of("take the audit rules back", "remove-audit-rules", RULES);

    /** A kernel without auditing, or rules of somebody else's that auditctl stops at. */
    private static final TriedInVain NOT_LOADED = new TriedInVain("audit-rules-not-loaded");

    private static final String KERNEL_COMMAND_LINE = "/proc/cmdline";

    private final Templates templates;

    public WatchWithAuditd(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "auditd";
    }

    @Override
    public String title() {
        return "Have auditd watch what opens the box";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return PACKAGE.query().and(ours()).files(List.of(KERNEL_COMMAND_LINE)).units(List.of(UNIT));
    }

    /** What it leaves on a host. */
    static FactQuery ours() {
        return FactQuery.NOTHING.files(PACKAGE.notes()).files(List.of(RULES, NOT_LOADED.path()));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (spec.config().profile().isEmpty() || !spec.config().hardening().auditd()) {
            return takenBack(facts);
        }
        RemoteFile file =
                RemoteFile.of(
                        RULES, templates.render("host" + RULES, new NoModel()).text(), "0640");
        if (PACKAGE.isThere(facts)) {
            List<Change> changes = new ArrayList<>(WriteFile.missing(facts, List.of(file)));
            boolean inVain = NOT_LOADED.stands(facts, circumstances(facts, file));
            if (!changes.isEmpty() || !isInForce(facts) && !inVain) {
                changes.add(
                        new Change(
                                        "load the audit rules",
                                        (host, progress) -> load(host, progress, facts, file))
                                .because(reason(facts)));
            }
            return changes;
        }
        return PACKAGE.isOutOfReach(facts) ? List.of() : List.of(installed(facts, file));
    }

    private static boolean isInForce(HostFacts facts) {
        UnitFacts unit = facts.unit(UNIT);
        return unit.isActive() && unit.isEnabled() && facts.unwatched().isEmpty();
    }

    private static String reason(HostFacts facts) {
        UnitFacts unit = facts.unit(UNIT);
        return !unit.isActive() || !unit.isEnabled()
                ? "auditd does not run, or would not after a boot"
                : facts.unwatched().isEmpty()
                        ? "they are others"
                        : "the kernel does not watch " + String.join(", ", facts.unwatched());
    }

    private static Change installed(HostFacts facts, RemoteFile file) {
        return new Change(
                        "install auditd, with rules for what opens the box",
                        (host, progress) -> {
                            if (PACKAGE.install(host, progress, facts)) {
                                host.write(List.of(file));
                                load(host, progress, facts, file);
                            }
                        })
                .because("nobody writes down who changes the host")
                .writing(file);
    }

    /** A box whose rules do not load is a box all the same: the run goes on, and HOST-01 fails. */
    private static void load(Host host, Progress progress, HostFacts facts, RemoteFile file)
            throws ProblemException {
        CommandOutcome outcome = host.run(LOAD);
        if (outcome.succeeded()) {
            for (Change forget : NOT_LOADED.forgotten(facts)) {
                forget.effect().apply(host, progress);
            }
            return;
        }
        NOT_LOADED.note(host, circumstances(facts, file));
        progress.warn(
                new Problem(
                        "nobody writes down who changes the host, since the audit rules do not"
                                + " load: "
                                + SaidByApt.reasonIn(outcome.stderr()),
                        host.name(),
                        "mend that and run `augenrules --load` on the box; up tries again once the"
                                + " kernel is started with other words, or the rules are others"));
    }

    private static List<String> circumstances(HostFacts facts, RemoteFile file) {
        return List.of(
                FileFacts.sha256(file.content()),
                facts.file(KERNEL_COMMAND_LINE).map(FileFacts::sha256).orElse(""));
    }

    /** The way back; for {@code down} as well. What was written down stays. */
    static List<Change> takenBack(HostFacts facts) {
        List<Change> changes = new ArrayList<>();
        if (facts.file(RULES).isPresent()) {
            changes.add(Change.running("remove " + RULES, TAKE_BACK));
        }
        changes.addAll(NOT_LOADED.forgotten(facts));
        changes.addAll(PACKAGE.removed(facts));
        return changes;
    }
}
