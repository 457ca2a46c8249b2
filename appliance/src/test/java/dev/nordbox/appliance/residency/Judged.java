package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Manifests as the gate of one profile judges them. */
final class Judged {
    static final ResidencyRules RULES =
            new ResidencyRules(
                    List.of("registry.example.no/"),
                    List.of("rancher/"),
                    List.of("203.0.113.20/32"),
                    List.of("vault.example.no", "203.0.113.30"),
                    List.of("local-path"),
                    List.of("*.example.no"),
                    List.of("NO", "DE"),
                    Map.of("github.com", "US", "codeberg.org", "DE"),
                    Map.of("agents", "privileged", "tools", "baseline"),
                    Map.of());

    static final Instant LAST_MOMENT = Instant.parse("2027-05-31T23:59:59Z");

    private Judged() {}

    static ResidencyGate gate(ResidencyRules rules, Instant now) {
        return new ResidencyGate(rules, Clock.fixed(now, ZoneOffset.UTC));
    }

    static ResidencyRules waiving(String rule) {
        return new ResidencyRules(
                RULES.registries(),
                RULES.systemRegistries(),
                RULES.egressCidrs(),
                RULES.egressHosts(),
                RULES.storageClasses(),
                RULES.ingressHosts(),
                RULES.countries(),
                RULES.gitOwners(),
                RULES.podSecurity(),
                Map.of(rule, LocalDate.of(2027, 5, 31)));
    }

    /** Of an object in namespace {@code web}. */
    static List<Objection> objections(String fields) {
        return objections("web", fields);
    }

    static List<Objection> objections(String namespace, String fields) {
        return gate(RULES, LAST_MOMENT).examine(List.of(manifest(namespace, fields)));
    }

    static List<String> rules(String fields) {
        return rules("web", fields);
    }

    static List<String> rules(String namespace, String fields) {
        return objections(namespace, fields).stream().map(Objection::rule).toList();
    }

    /** Of a whole object, in JSON with single quotes. */
    static List<String> rulesOf(String json) {
        return gate(RULES, LAST_MOMENT).examine(List.of(parse(json))).stream()
                .map(Objection::rule)
                .toList();
    }

    static Manifest manifest(String namespace, String fields) {
        return parse(
                "{'metadata': {'name': 'x', 'namespace': '%s'}, %s}".formatted(namespace, fields));
    }

    private static Manifest parse(String json) {
        return Manifest.of(
                Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                "apps/web.yaml:12");
    }
}
