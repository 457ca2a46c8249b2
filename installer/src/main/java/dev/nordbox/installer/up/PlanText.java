package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.FileDifference;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.StepResult;
import dev.nordbox.installer.steps.ApiAdmins;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan as a person reads it: what is wanted, then what is missing. */
public final class PlanText {
    private static final String MARGIN = "      ";

    /** Files that stand nowhere yet. */
    public enum NewFiles {
        /** With all that they will hold. */
        WHOLE,
        NAMED
    }

    private PlanText() {}

    public static List<String> of(BoxConfig config, Up.Outcome outcome, NewFiles newFiles) {
        List<String> lines = new ArrayList<>(wanted(config, outcome.admins()));
        lines.addAll(of(outcome.report(), newFiles));
        return lines;
    }

    /** What is missing alone, as for a removal. */
    public static List<String> of(InstallReport report, NewFiles newFiles) {
        List<String> lines = new ArrayList<>();
        for (StepResult step : report.changed()) {
            lines.add("");
            lines.add("%s: %s".formatted(step.id(), step.title()));
            for (Change change : step.made()) {
                String why = change.why().isEmpty() ? "" : ": " + change.why();
                lines.add("  - " + change.description() + why);
                change.writes().stream()
                        .flatMap(
                                file ->
                                        report.files().stream()
                                                .filter(f -> f.isOf(step.id(), file)))
                        .forEach(file -> lines.addAll(difference(file, newFiles)));
            }
        }
        lines.add("");
        lines.add(count(report.changeCount()) + " on " + report.host());
        return lines;
    }

    private static List<String> difference(FileDifference file, NewFiles newFiles) {
        List<String> lines = new ArrayList<>();
        if (file.origin().isForeign()) {
            lines.add(MARGIN + "what stands there is " + file.origin().words());
        }
        if (file.wanted().secret()) {
            lines.add(MARGIN + "its content is a secret and not shown");
        } else if (file.origin() != FileDifference.Origin.NEW || newFiles == NewFiles.WHOLE) {
            file.diff().forEach(line -> lines.add(MARGIN + line));
        }
        return lines;
    }

    /** {@code 0 changes}, {@code 1 change}. */
    public static String count(int changes) {
        return changes == 1 ? "1 change" : changes + " changes";
    }

    private static List<String> wanted(BoxConfig config, ApiAdmins admins) {
        List<String> lines = new ArrayList<>();
        lines.add("box         " + config.name());
        lines.add("k3s         " + config.k3s().version() + without(config));
        lines.add("repository  " + repository(config));
        lines.add("firewall    " + firewall(config, admins));
        config.profile().ifPresent(profile -> lines.add("profile     " + profile.id()));
        if (!config.namespaces().isEmpty()) {
            lines.add(
                    "namespaces  "
                            + config.namespaces().stream()
                                    .map(NamespaceConfig::name)
                                    .collect(Collectors.joining(", ")));
        }
        return lines;
    }

    private static String without(BoxConfig config) {
        List<String> disabled = config.k3s().disable();
        return disabled.isEmpty() ? "" : " without " + String.join(", ", disabled);
    }

    private static String repository(BoxConfig config) {
        BoxConfig.Git git = config.git();
        if (git.url().isEmpty()) {
            return "none named; up needs --repo";
        }
        return git.url()
                + " at "
                + git.targetRevision()
                + (git.path().isEmpty() ? "" : ", directory " + git.path());
    }

    private static String firewall(BoxConfig config, ApiAdmins admins) {
        BoxConfig.Firewall firewall = config.firewall();
        String ssh = firewall.ssh().isEmpty() ? "everyone" : String.join(" ", firewall.ssh());
        return "SSH from %s; Kubernetes API from %s; open %s"
                .formatted(ssh, admins, String.join(" ", config.open()));
    }
}
