package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.residency.Objection;
import dev.nordbox.appliance.residency.ResidencyGate;
import dev.nordbox.installer.config.PodSecurity;
import dev.nordbox.installer.profile.Residency;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether what lives in the cluster keeps the rules that new objects are held to: admission was
 * never asked about what was there before the profile was.
 */
final class LivingChecks {
    private static final String DOORS = "living-doors";

    private LivingChecks() {}

    static Map<String, Check> all() {
        return Map.of(
                "running-images",
                seen -> judge(seen, "running-images", "SUP-01", living(seen, "Pod")),
                "living-services",
                seen -> judge(seen, "living-services", "K8S-04", living(seen, "Service")),
                "living-volumes",
                seen ->
                        judge(
                                seen,
                                "living-volumes",
                                "K8S-06",
                                living(seen, "PersistentVolumeClaim", "PersistentVolume")),
                DOORS,
                LivingChecks::doors);
    }

    private static Stream<Object> living(Seen seen, String... kinds) {
        ClusterObjects cluster = ClusterObjects.of(seen);
        return Stream.of(kinds)
                .flatMap(kind -> cluster.ofKind(kind).stream())
                .filter(object -> !ClusterObjects.isFinished(object));
    }

    private static Finding doors(Seen seen) {
        String text = seen.text("doors");
        boolean answered = text.isEmpty() || !ClusterObjects.parse(text).isEmpty();
        if (!answered || !seen.lines("door-kinds").contains("looked=yes")) {
            return Finding.inconclusive(
                    DOORS,
                    "routers and listeners were not seen",
                    "run `verify` again; the API server said: "
                            + text.lines().findFirst().orElse("nothing"));
        }
        return judge(
                seen,
                DOORS,
                "ENC-05",
                Stream.concat(
                        living(seen, "Ingress"), ClusterObjects.ofText(text).items().stream()));
    }

    private static Finding judge(Seen seen, String id, String rule, Stream<Object> living) {
        if (ClusterObjects.of(seen).namespaces().isEmpty()) {
            return Finding.inconclusive(id, "the API server did not answer", "");
        }
        List<Manifest> manifests =
                living.map(object -> Manifest.of(Fields.map(object), where(object))).toList();
        ResidencyGate gate =
                new ResidencyGate(
                        Residency.rules(
                                        seen.profile(),
                                        PodSecurity.widened(seen.config().namespaces()))
                                .unwaived(),
                        Clock.fixed(seen.at(), ZoneOffset.UTC));
        List<Objection> objections =
                gate.examine(manifests).stream().filter(one -> one.rule().equals(rule)).toList();
        if (objections.isEmpty()) {
            return Finding.pass(id, "%d looked at".formatted(manifests.size()));
        }
        return Finding.fail(
                id,
                objections.stream()
                        .map(one -> one.origin() + ": " + one.what())
                        .distinct()
                        .collect(Collectors.joining(", ")),
                objections.stream()
                                .map(Objection::remedy)
                                .distinct()
                                .collect(Collectors.joining("; "))
                        + "; in Git, or by hand where no repository has it");
    }

    private static String where(Object object) {
        String namespace = ClusterObjects.namespace(object);
        return "%s %s%s"
                .formatted(
                        Fields.text(object, "kind").orElse("?"),
                        namespace.isEmpty() ? "" : namespace + "/",
                        ClusterObjects.name(object));
    }
}
