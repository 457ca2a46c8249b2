package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.SshDoors;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has sshd take keys and nothing that people type. Where that would lock somebody out, sshd stays
 * as it is, and a warning says whom; where sshd takes keys only already, nothing is added to it.
 */
public final class KeysOnly implements Step {
    /** Read first of the drop-ins: for sshd the first value of a setting counts. */
    static final String DROP_IN = "/etc/ssh/sshd_config.d/00-nordbox.conf";

    static final String CANDIDATE = "/run/nordbox-sshd/candidate";
    static final String REVERT_TIMER = "nordbox-sshd-revert.timer";
    static final TriedInVain DECLINED = new TriedInVain("sshd-declined");

    private static final String CONTROL = "ACC-01";
    private static final String CONFIGURATION = "/etc/ssh/sshd_config";
    private static final String DROP_INS = "/etc/ssh/sshd_config.d";
    private static final List<String> UNITS = List.of("ssh.service", "ssh.socket");
    private static final String OR_SAY_SO = ", or say hardening.sshd: false in nordbox.yaml";
    private static final Command TAKE_BACK =
            HostScript.of("take sshd's drop-in off", "sshd-remove", DROP_IN);

    private final Templates templates;
    private final Function<Host, CommitConfirm.Patience> patience;

    public KeysOnly(Templates templates) {
        this(templates, CommitConfirm.Patience::with);
    }

    KeysOnly(Templates templates, Function<Host, CommitConfirm.Patience> patience) {
        this.templates = templates;
        this.patience = patience;
    }

    @Override
    public String id() {
        return "sshd";
    }

    @Override
    public String title() {
        return "Have sshd take keys only";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING
                .files(List.of(DROP_IN, CONFIGURATION, DECLINED.path()))
                .folders(List.of(DROP_INS))
                .units(UNITS)
                .units(List.of(REVERT_TIMER));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (!isWanted(spec)) {
            return takenBack(facts);
        }
        boolean pending = facts.unit(REVERT_TIMER).isActive();
        Optional<FileFacts> there = facts.file(DROP_IN);
        RemoteFile file =
                RemoteFile.of(
                        DROP_IN, templates.render("host" + DROP_IN, new NoModel()).text(), "0644");
        boolean kept = there.filter(found -> found.matches(file)).isPresent() && !pending;
        if (kept || isInOrder(facts) && !pending || obstacle(facts).isPresent()) {
            return List.of();
        }
        if (declined(facts).filter(was -> was.isOf(file)).isPresent()) {
            return List.of();
        }
        return List.of(
                new Change(
                                "load sshd's drop-in: keys only, for root too",
                                new CommitConfirm(trial(facts, file), patience))
                        .because(
                                there.isPresent()
                                        ? WriteFile.reason(there, file)
                                        : "passwords open it")
                        .writing(file));
    }

    /** By settings of somebody else's, which are left to them. */
    private static boolean isInOrder(HostFacts facts) {
        SshDoors doors = facts.login().doors();
        return facts.file(DROP_IN).isEmpty() && !doors.takePasswords();
    }

    private static boolean isWanted(InstallSpec spec) {
        return spec.config().hardening().sshd()
                && spec.config().profile().map(held -> held.enforces(CONTROL)).orElse(true);
    }

    private static List<String> circumstances(HostFacts facts) {
        return List.of(
                facts.file(CONFIGURATION).map(FileFacts::sha256).orElse(""),
                facts.folder(DROP_INS).orElse(""));
    }

    /**
     * What the host would not try.
     *
     * @param dropIn its sum
     */
    private record Refusal(String dropIn, String why) {
        boolean isOf(RemoteFile file) {
            return dropIn.equals(FileFacts.sha256(file.content()));
        }

        Problem problem(String where) {
            String mend =
                    why.contains("before it includes")
                            ? "mend "
                                    + CONFIGURATION
                                    + " (`Include "
                                    + DROP_INS
                                    + "/*.conf` on top)"
                            : "mend that in " + CONFIGURATION + " or " + DROP_INS;
            return new Problem(
                    "sshd goes on taking passwords: " + why,
                    where,
                    mend + " and run up again" + OR_SAY_SO);
        }
    }

    /** While sshd's configuration is what it was then. */
    private static Optional<Refusal> declined(HostFacts facts) {
        return DECLINED.words(facts, circumstances(facts))
                .map(words -> words.split(" ", 2))
                .filter(parts -> parts.length > 1)
                .map(parts -> new Refusal(parts[0], parts[1]));
    }

    private static CommitConfirm.Trial trial(HostFacts facts, RemoteFile file) {
        return new CommitConfirm.Trial(
                "sshd's drop-in",
                new RemoteFile(CANDIDATE, file.content(), "0600", "root:root", false),
                "sshd",
                List.of(),
                ExitCode.LOGIN_REFUSED,
                "see that your key is in authorized_keys of the login you use" + OR_SAY_SO,
                Optional.of(
                        (host, progress, why) -> {
                            String sum = FileFacts.sha256(file.content());
                            Refusal refusal = new Refusal(sum, SaidByApt.reasonIn(why));
                            DECLINED.note(host, circumstances(facts), sum + " " + refusal.why());
                            progress.warn(refusal.problem(host.name()));
                        }));
    }

    /** Whom it would lock out, for people; empty: nobody that is known of. */
    private static Optional<Problem> obstacle(HostFacts facts) {
        SshDoors doors = facts.login().doors();
        if (UNITS.stream().noneMatch(unit -> facts.unit(unit).isActive())) {
            return because(
                    "systemd runs neither of " + String.join(" and ", UNITS),
                    "have sshd take keys only by your own means");
        }
        if (!facts.login().byKey()) {
            return because(
                    "you did not log in with a key alone",
                    "put your key into authorized_keys and log in with it");
        }
        if (doors.askForMore()) {
            return because(
                    "its AuthenticationMethods ask for something typed", "leave it as it is");
        }
        return doors.byPasswordOnly().isEmpty()
                ? Optional.empty()
                : because(
                        "nothing but a password lets in "
                                + String.join(", ", doors.byPasswordOnly()),
                        "give each a key, or lock the password (`passwd -l NAME`)");
    }

    private static Optional<Problem> because(String reason, String remedy) {
        return Optional.of(
                new Problem(
                        "sshd goes on taking passwords: " + reason,
                        "sshd",
                        remedy + " and run up again" + OR_SAY_SO));
    }

    /** Why sshd goes on taking passwords, where that is not what was said. */
    public static List<Problem> warnings(HostFacts facts, InstallSpec spec) {
        boolean concerns = isWanted(spec) && facts.login().doors().takePasswords();
        return concerns
                ? obstacle(facts)
                        .or(() -> declined(facts).map(refusal -> refusal.problem("sshd")))
                        .stream()
                        .toList()
                : List.of();
    }

    /** The way back; for {@code down} as well. */
    static List<Change> takenBack(HostFacts facts) {
        List<Change> changes = new ArrayList<>();
        if (facts.file(DROP_IN).isPresent()) {
            changes.add(Change.running("remove " + DROP_IN, TAKE_BACK));
        }
        changes.addAll(DECLINED.forgotten(facts));
        return changes;
    }
}
