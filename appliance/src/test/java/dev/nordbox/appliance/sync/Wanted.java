package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.application.SyncPolicy;
import dev.nordbox.appliance.application.SyncPolicy.NamespaceMetadata;
import dev.nordbox.appliance.application.SyncPolicy.OnRemoval;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Revisions for tests: {@code Wanted.app("web", objects).and(...).state()}. */
final class Wanted {

    static final SyncPolicy AUTOMATED = SyncPolicy.ofPlainRepository();
    static final SyncPolicy MANUAL =
            new SyncPolicy(false, false, false, false, Optional.empty(), OnRemoval.ORPHAN);
    static final SyncPolicy NO_HEALING =
            new SyncPolicy(true, true, false, false, Optional.empty(), OnRemoval.ORPHAN);
    static final SyncPolicy NO_PRUNING =
            new SyncPolicy(true, false, true, false, Optional.empty(), OnRemoval.ORPHAN);
    static final SyncPolicy ALLOW_EMPTY =
            new SyncPolicy(true, true, true, true, Optional.empty(), OnRemoval.ORPHAN);
    static final SyncPolicy CASCADING =
            new SyncPolicy(true, true, true, false, Optional.empty(), OnRemoval.PRUNE);
    static final SyncPolicy CREATE_NAMESPACE =
            new SyncPolicy(
                    true,
                    true,
                    true,
                    false,
                    Optional.of(new NamespaceMetadata(Map.of(), Map.of())),
                    OnRemoval.ORPHAN);

    private static int revisions;

    private final List<DesiredApplication> applications = new ArrayList<>();
    private String owner = "git.example.no/ops/infra";

    static Wanted nothing() {
        return new Wanted();
    }

    static Wanted app(String name, Manifest... manifests) {
        return new Wanted().and(name, manifests);
    }

    static Wanted app(String name, SyncPolicy policy, Manifest... manifests) {
        return new Wanted().and(name, policy, "default", manifests);
    }

    Wanted and(String name, Manifest... manifests) {
        return and(name, AUTOMATED, "default", manifests);
    }

    Wanted and(String name, SyncPolicy policy, String namespace, Manifest... manifests) {
        applications.add(
                new DesiredApplication.Rendered(name, namespace, policy, List.of(manifests)));
        return this;
    }

    Wanted and(DesiredApplication application) {
        applications.add(application);
        return this;
    }

    Wanted of(String repository) {
        owner = repository;
        return this;
    }

    DesiredState state() {
        return new DesiredState("commit-" + ++revisions, owner, applications, List.of());
    }

    DesiredState stateWithUnreadableFiles() {
        return new DesiredState(
                "commit-" + ++revisions, owner, applications, List.of("broken.yaml:1"));
    }
}
