package dev.nordbox.installer.steps;

import dev.nordbox.installer.baseline.AdmissionPolicies;
import dev.nordbox.installer.baseline.BaselineObject;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts a profile's admission policies where k3s applies them before anything else runs. Without a
 * profile it takes them back.
 */
public final class HoldToProfile implements Step {
    static final String MANIFESTS = "/var/lib/rancher/k3s/server/manifests/nordbox-profile.yaml";

    private static final RemoteDirectory FOLDER =
            new RemoteDirectory("/var/lib/rancher/k3s/server/manifests", "0700", "root:root");

    @Override
    public String id() {
        return "profile";
    }

    @Override
    public String title() {
        return "Hold the cluster to the profile";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING
                .files(List.of(MANIFESTS))
                .and(RemoteDirectory.query(List.of(FOLDER)));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (spec.config().profile().isEmpty()) {
            return Removal.of(facts, List.of(MANIFESTS));
        }
        List<Change> changes = new ArrayList<>(RemoteDirectory.missing(facts, List.of(FOLDER)));
        changes.addAll(WriteFile.missing(facts, List.of(manifests(spec))));
        return changes;
    }

    private static RemoteFile manifests(InstallSpec spec) {
        String text =
                AdmissionPolicies.of(spec.config()).stream()
                        .map(BaselineObject::yaml)
                        .map(String::strip)
                        .collect(Collectors.joining("\n---\n", "", "\n"));
        return RemoteFile.of(MANIFESTS, text, "0600");
    }
}
