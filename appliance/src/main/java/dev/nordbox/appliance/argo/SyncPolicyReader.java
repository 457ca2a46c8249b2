package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.argo.SyncPolicy.NamespaceMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code spec.syncPolicy}. */
final class SyncPolicyReader {

    private SyncPolicyReader() {}

    static SyncPolicy read(Section policy) {
        try (policy) {
            SyncOptions options = options(policy);
            Optional<NamespaceMetadata> namespace =
                    policy.section("managedNamespaceMetadata").map(SyncPolicyReader::namespace);
            if (namespace.isPresent() && !options.createNamespace()) {
                policy.problems()
                        .warn(
                                policy.path("managedNamespaceMetadata"),
                                "counts only when the namespace is made by the sync",
                                "add syncOptions: [CreateNamespace=true]");
            }
            return new SyncPolicy(
                    policy.section("automated").map(SyncPolicyReader::automated),
                    options,
                    policy.section("retry").map(SyncPolicyReader::retry),
                    namespace);
        }
    }

    /** Also that of an operation. */
    static SyncOptions options(Section parent) {
        SyncOptions options = SyncOptions.parse(parent.texts("syncOptions"));
        for (String unknown : options.unknown()) {
            parent.problems()
                    .warn(
                            parent.path("syncOptions"),
                            "'" + unknown + "' is no option for a whole Application",
                            unknown.equals("Force=true")
                                    ? "annotate the objects with it"
                                    : Removal.isNamedBy(unknown)
                                            ? "nothing is deleted while it stands; write true,"
                                                    + " false or confirm"
                                            : "write it exactly as documented, without spaces; Argo"
                                                    + " CD ignores it as well");
        }
        for (String unhonoured : unhonoured(options)) {
            parent.problems()
                    .warn(
                            parent.path("syncOptions"),
                            "'" + unhonoured + "' is not honoured yet",
                            "the sync goes on without it; take it out, or leave it for Argo CD");
        }
        return options;
    }

    private static List<String> unhonoured(SyncOptions options) {
        List<String> unhonoured = new ArrayList<>();
        if (!options.validate()) {
            unhonoured.add("Validate=false");
        }
        if (options.written().contains("ServerSideApply=false")) {
            unhonoured.add("ServerSideApply=false"); // there is no other way to apply here
        }
        if (!options.clientSideApplyMigration()) {
            unhonoured.add("ClientSideApplyMigration=false");
        }
        return unhonoured;
    }

    /** Also that of an operation. */
    static Retry retry(Section retry) {
        try (retry;
                Section backoff = retry.sectionOrNone("backoff")) {
            return new Retry(
                    retry.number("limit").orElse(0L),
                    duration(backoff, "duration", Retry.DEFAULT_DURATION),
                    backoff.count("factor", Retry.DEFAULT_FACTOR),
                    duration(backoff, "maxDuration", Retry.DEFAULT_MAX_DURATION),
                    retry.flag("refresh", false));
        }
    }

    private static Automated automated(Section automated) {
        try (automated) {
            return new Automated(
                    automated.flag("enabled", true),
                    automated.flag("prune", false),
                    automated.flag("selfHeal", false),
                    automated.flag("allowEmpty", false));
        }
    }

    private static NamespaceMetadata namespace(Section metadata) {
        try (metadata) {
            return new NamespaceMetadata(
                    metadata.textMap("labels"), metadata.textMap("annotations"));
        }
    }

    private static Duration duration(Section backoff, String name, Duration absent) {
        String text = backoff.text(name);
        if (text.isEmpty()) {
            return absent;
        }
        Optional<Duration> duration = GoDuration.parse(text).filter(d -> !d.isNegative());
        if (duration.isEmpty()) {
            backoff.problems()
                    .fatal(
                            backoff.path(name),
                            "is no length of time",
                            "write it as 5s, 1m30s or 2h, or as a number of seconds in quotes");
        }
        return duration.orElse(absent);
    }
}
