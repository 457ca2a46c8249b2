package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has the journal keep its entries on disk for as long as the profile wants, and no longer. The
 * audit log's part of that stands in k3s' configuration.
 */
public final class KeepLogs implements Step {
    /** Read last of the drop-ins. */
    static final String SETTINGS = "/etc/systemd/journald.conf.d/zz-nordbox.conf";

    static final String UNIT = "systemd-journald.service";

    private static final Command RESTART = Command.of("systemctl", "restart", UNIT).withRoot();

    /** With its folder, unless somebody else has something in there. */
    private static final Command TAKE_BACK =
            Command.script(
                            "take the journal's settings back",
                            "rm -f -- \"$1\" && rmdir --ignore-fail-on-non-empty -- \"${1%/*}\" &&"
                                    + " systemctl restart \"$2\"",
                            SETTINGS,
                            UNIT)
                    .withRoot();

    private final Templates templates;

    public KeepLogs(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "log-retention";
    }

    @Override
    public String title() {
        return "Keep logs for as long as the profile wants";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.files(List.of(SETTINGS)).units(List.of(UNIT));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<Integer> days = LogRetention.days(spec.config());
        return days.isEmpty() ? takenBack(facts) : kept(facts, days.get());
    }

    private List<Change> kept(HostFacts facts, int days) {
        RemoteFile file =
                RemoteFile.of(
                        SETTINGS,
                        templates.render("host" + SETTINGS, new LogRetention(days)).text(),
                        "0644");
        List<Change> changes = new ArrayList<>(WriteFile.missing(facts, List.of(file)));
        if (!changes.isEmpty() || !isRead(facts)) {
            changes.add(
                    Change.running(
                            "let the journal keep its entries for " + days + " days", RESTART));
        }
        return changes;
    }

    /** Whether the journal started after its settings last changed. */
    private static boolean isRead(HostFacts facts) {
        Optional<Instant> start = facts.unit(UNIT).start().map(UnitFacts.Start::at);
        Optional<Instant> change = facts.file(SETTINGS).map(FileFacts::changed);
        return start.isEmpty() || change.isEmpty() || !change.get().isAfter(start.get());
    }

    /** The way back; for {@code down} as well. Entries that were kept stay. */
    static List<Change> takenBack(HostFacts facts) {
        return facts.file(SETTINGS).isEmpty()
                ? List.of()
                : List.of(Change.running("remove " + SETTINGS, TAKE_BACK));
    }
}
