package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** cert-manager's kinds. */
final class CertManagerRules {

    private static final Function<Live, Health> READY =
            ReadyRule.on("Ready", "Waiting for certificate");

    static final Map<GroupKind, Function<Live, Health>> ALL =
            Map.of(
                    new GroupKind("cert-manager.io", "Certificate"), CertManagerRules::certificate,
                    new GroupKind("cert-manager.io", "Issuer"),
                            ReadyRule.on("Ready", "Initializing issuer"),
                    new GroupKind("cert-manager.io", "ClusterIssuer"),
                            ReadyRule.on("Ready", "Initializing ClusterIssuer"),
                    new GroupKind("acme.cert-manager.io", "Order"), CertManagerRules::state,
                    new GroupKind("acme.cert-manager.io", "Challenge"), CertManagerRules::state);

    private CertManagerRules() {}

    /** While it is issued anew, the old one may be Ready or not. */
    private static Health certificate(Live live) {
        Optional<KubeCondition> issuing =
                live.conditions().find("Issuing").filter(KubeCondition::isTrue);
        return issuing.map(condition -> Health.progressing(condition.message()))
                .orElseGet(() -> READY.apply(live));
    }

    /** The states of RFC 8555, of an order as of a challenge. */
    private static Health state(Live live) {
        String reason = Fields.text(live.status(), "reason").orElse("");
        return switch (Fields.text(live.status(), "state").orElse("")) {
            case "valid" -> Health.healthy(reason);
            case "invalid", "expired", "errored" -> Health.degraded(reason);
            default -> Health.progressing(reason);
        };
    }
}
