package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The Gateway API: a class, a gateway with its listeners, a route at each of its parents. */
final class GatewayRules {

    private static final String GROUP = "gateway.networking.k8s.io";

    static final Map<GroupKind, Function<Live, Health>> ALL =
            Map.of(
                    new GroupKind(GROUP, "GatewayClass"),
                            ReadyRule.on("Accepted", "Waiting for GatewayClass status"),
                    new GroupKind(GROUP, "Gateway"), GatewayRules::gateway,
                    new GroupKind(GROUP, "HTTPRoute"), GatewayRules::route,
                    new GroupKind(GROUP, "GRPCRoute"), GatewayRules::route);

    private GatewayRules() {}

    private static Health gateway(Live live) {
        List<Object> listeners = Fields.list(live.status(), "listeners");
        if (live.conditions().isEmpty() && listeners.isEmpty()) {
            return Health.progressing("Waiting for Gateway status");
        }
        return Stream.concat(
                        trouble("", live.conditions(), live.generation()).stream(),
                        listeners.stream()
                                .flatMap(
                                        l ->
                                                trouble(
                                                        "Listener: ",
                                                        KubeConditions.of(l),
                                                        live.generation())
                                                        .stream()))
                .findFirst()
                .orElse(Health.healthy("Gateway is healthy"));
    }

    /** What a parent said of an older generation is no answer. */
    private static Health route(Live live) {
        List<Object> answered =
                Fields.list(live.status(), "parents").stream()
                        .filter(parent -> hasAnswered(parent, live.generation()))
                        .toList();
        if (answered.isEmpty()) {
            return Health.progressing("Waiting for " + live.kind().kind() + " status");
        }
        return answered.stream()
                .flatMap(
                        parent ->
                                trouble(
                                        "Parent " + parentName(parent) + ": ",
                                        KubeConditions.of(parent),
                                        live.generation())
                                        .stream())
                .findFirst()
                .orElse(Health.healthy(live.kind().kind() + " is healthy"));
    }

    private static boolean hasAnswered(Object parent, long generation) {
        KubeConditions conditions = KubeConditions.of(parent);
        return !conditions.isEmpty()
                && conditions.all().stream().noneMatch(c -> c.isOutdated(generation));
    }

    private static Optional<Health> trouble(
            String where, KubeConditions conditions, long generation) {
        for (String type : List.of("ResolvedRefs", "Accepted")) {
            Optional<KubeCondition> refused = conditions.find(type).filter(KubeCondition::isFalse);
            if (refused.isPresent()) {
                return Optional.of(Health.degraded(where + refused.get().why()));
            }
        }
        if (conditions.all().stream().anyMatch(c -> c.isOutdated(generation))) {
            return Optional.of(Health.progressing(where + Kstatus.NOT_SEEN));
        }
        return conditions
                .find("Programmed")
                .filter(programmed -> !programmed.isTrue())
                .map(programmed -> Health.progressing(where + programmed.why()));
    }

    private static String parentName(Object parent) {
        return Fields.text(parent, "parentRef", "name").orElse("");
    }
}
