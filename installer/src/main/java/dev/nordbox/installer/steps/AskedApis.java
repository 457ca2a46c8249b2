package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * APIs that somebody has asked for since k3s was last started, and that a coming release does not
 * have any more: the API server counts them itself.
 */
public final class AskedApis {
    static final String LABEL = "ask which old APIs are in use";

    private static final Command ASK =
            HostScript.of(LABEL, "asked-apis").within(Duration.ofMinutes(3));
    private static final String METRIC = "apiserver_requested_deprecated_apis{";
    private static final Pattern LABELS = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    private AskedApis() {}

    /** A warning for each that the hop's end does not have; none when nobody can be asked. */
    public static List<Problem> removedBy(Host host, UpgradePath path) throws ProblemException {
        return removedBy(host.run(ASK).stdout(), path.to(), host.name());
    }

    static List<Problem> removedBy(String metrics, K3sVersion to, String host) {
        List<Problem> warnings = new ArrayList<>();
        for (String line : metrics.lines().filter(l -> l.startsWith(METRIC)).toList()) {
            String release = label(line, "removed_release");
            if (isRemoved(release, to)) {
                warnings.add(
                        new Problem(
                                "%s is in use, and Kubernetes %s does not have it any more"
                                        .formatted(name(line), release),
                                host,
                                "let whoever asks for it, an application or its manifests, use the"
                                        + " version after it before you upgrade"));
            }
        }
        return warnings;
    }

    private static boolean isRemoved(String release, K3sVersion to) {
        Matcher form = RELEASE.matcher(release);
        return form.matches()
                && Integer.parseInt(form.group(1)) == to.major()
                && Integer.parseInt(form.group(2)) <= to.minor();
    }

    /** {@code flowschemas of flowcontrol.apiserver.k8s.io/v1beta3}. */
    private static String name(String line) {
        String group = label(line, "group");
        return "%s of %s%s"
                .formatted(
                        label(line, "resource"),
                        group.isEmpty() ? "" : group + "/",
                        label(line, "version"));
    }

    private static String label(String line, String name) {
        Matcher labels = LABELS.matcher(line);
        while (labels.find()) {
            if (labels.group(1).equals(name)) {
                return labels.group(2);
            }
        }
        return "";
    }
}
