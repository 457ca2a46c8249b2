package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.argo.Operation.Initiator;
import dev.nordbox.appliance.argo.SyncRequest.Selected;
import dev.nordbox.appliance.argo.SyncRequest.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an operation: one that is asked for, or one that a status tells of. */
public final class OperationReader {

    private OperationReader() {}

    /**
     * Reads what makes sense and leaves the rest at its default; for an operation that has been
     * taken up already. One that is asked for comes with the reading of the Application.
     */
    public static Operation leniently(Map<String, Object> content) {
        return read(new Section("operation", content, new Problems()));
    }

    static Operation read(Section operation) {
        try (operation) {
            return new Operation(
                    operation.section("sync").map(OperationReader::sync),
                    operation
                            .section("initiatedBy")
                            .map(OperationReader::initiator)
                            .orElse(Initiator.UNKNOWN),
                    operation.sections("info").stream().map(SpecReader::info).toList(),
                    operation.section("retry").map(SyncPolicyReader::retry).orElse(Retry.NEVER));
        }
    }

    private static SyncRequest sync(Section sync) {
        try (sync) {
            return new SyncRequest(
                    sync.text("revision"),
                    sync.texts("revisions"),
                    sync.flag("prune", false),
                    sync.flag("dryRun", false),
                    SyncPolicyReader.options(sync),
                    resources(sync),
                    sync.texts("manifests"),
                    sync.map("source").filter(source -> !source.isEmpty()),
                    sources(sync),
                    strategy(sync),
                    sync.number("autoHealAttemptsCount").orElse(0L));
        }
    }

    private static List<Map<String, Object>> sources(Section sync) {
        return sync.sections("sources").stream().map(Section::written).toList();
    }

    private static List<Selected> resources(Section sync) {
        return sync.sections("resources").stream()
                .map(
                        resource -> {
                            try (resource) {
                                return new Selected(
                                        resource.text("group"),
                                        resource.text("kind"),
                                        resource.text("namespace"),
                                        resource.text("name"));
                            }
                        })
                .toList();
    }

    private static Strategy strategy(Section sync) {
        try (Section strategy = sync.sectionOrNone("syncStrategy")) {
            Optional<Section> apply = strategy.section("apply");
            Optional<Section> hook = strategy.section("hook");
            boolean force =
                    apply.or(() -> hook).map(block -> block.flag("force", false)).orElse(false);
            return new Strategy(apply.isPresent(), force);
        }
    }

    private static Initiator initiator(Section initiatedBy) {
        try (initiatedBy) {
            return new Initiator(
                    initiatedBy.text("username"), initiatedBy.flag("automated", false));
        }
    }
}
