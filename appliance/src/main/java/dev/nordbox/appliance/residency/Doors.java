package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the ways in that a manifest opens: an Ingress, the routers of Traefik, listeners and routes
 * of the Gateway API.
 */
final class Doors {
    private static final String ACME = "acme.cert-manager.io/http01-solver";
    private static final String REDIRECT =
            "a redirect is made at Traefik's entry point (entryPoints.web.http.redirections)";
    private static final Set<String> WITH_TLS = Set.of("HTTPS", "TLS");

    private Doors() {}

    static List<Door> of(Manifest manifest) {
        String kind = manifest.key().kind();
        return switch (manifest.key().group()) {
            case "networking.k8s.io" ->
                    kind.equals("Ingress") ? List.of(ingress(manifest)) : List.of();
            case "traefik.io", "traefik.containo.us" ->
                    switch (kind) {
                        case "IngressRoute", "IngressRouteTCP" -> routers(manifest, kind);
                        case "IngressRouteUDP" -> List.of(udp());
                        default -> List.of();
                    };
            case "gateway.networking.k8s.io", "gateway.networking.x-k8s.io" ->
                    switch (kind) {
                        case "Gateway", "ListenerSet", "XListenerSet" -> listeners(manifest);
                        case "HTTPRoute", "GRPCRoute", "TLSRoute" -> route(manifest);
                        default -> List.of(); // of TCP and UDP its listener tells
                    };
            default -> List.of();
        };
    }

    private static Door ingress(Manifest manifest) {
        List<String> hosts = new ArrayList<>();
        boolean anyHost = Fields.at(manifest.content(), "spec", "defaultBackend").isPresent();
        for (Object rule : Fields.list(manifest.content(), "spec", "rules")) {
            Optional<String> host = Fields.text(rule, "host").filter(text -> !text.isEmpty());
            host.ifPresent(hosts::add);
            anyHost |= host.isEmpty();
        }
        boolean tls =
                !Fields.list(manifest.content(), "spec", "tls").isEmpty()
                        || Fields.map(manifest.content(), "metadata", "labels").containsKey(ACME);
        return new Door(
                hosts,
                anyHost ? Optional.of("it answers for every host") : Optional.empty(),
                Door.Plain.unless(tls, "it has no TLS", "name the certificate in spec.tls"));
    }

    /** One a router; TLS is the same for all of them. */
    private static List<Door> routers(Manifest manifest, String kind) {
        boolean tls = Fields.at(manifest.content(), "spec", "tls").isPresent();
        Optional<Door.Plain> plain =
                Door.Plain.unless(
                        tls,
                        "it has no TLS",
                        "name the certificate in spec.tls of the " + kind + "; " + REDIRECT);
        List<Door> doors = new ArrayList<>();
        doors.add(new Door(List.of(), Optional.empty(), plain));
        for (Object router : Fields.list(manifest.content(), "spec", "routes")) {
            String rule = Fields.text(router, "match").orElse("");
            Optional<Set<String>> hosts = TraefikRule.hosts(rule);
            Optional<String> unnamed =
                    hosts.isPresent()
                            ? Optional.empty()
                            : Optional.of("the rule `" + rule + "` takes hosts it does not name");
            doors.add(new Door(List.copyOf(hosts.orElse(Set.of())), unnamed, Optional.empty()));
        }
        return doors;
    }

    private static Door udp() {
        return new Door(
                List.of(),
                Optional.of("what comes over UDP is for no host"),
                Door.Plain.unless(
                        false, "what comes over UDP has no TLS", "serve it by an IngressRouteTCP"));
    }

    private static List<Door> listeners(Manifest manifest) {
        return Fields.list(manifest.content(), "spec", "listeners").stream()
                .map(Doors::listener)
                .toList();
    }

    private static Door listener(Object listener) {
        String name = "listener " + Fields.text(listener, "name").orElse("?");
        String protocol = Fields.text(listener, "protocol").orElse("");
        List<String> host =
                Fields.text(listener, "hostname").filter(text -> !text.isEmpty()).stream().toList();
        return new Door(
                host,
                host.isEmpty() ? Optional.of(name + " answers for every host") : Optional.empty(),
                Door.Plain.unless(
                        WITH_TLS.contains(protocol),
                        name + " has no TLS",
                        "make its protocol HTTPS or TLS, and name the certificate in its tls; "
                                + REDIRECT
                                + ", an ACME challenge is answered by its solver's Ingress"));
    }

    /** A route between Services is no way in. */
    private static List<Door> route(Manifest manifest) {
        List<Object> parents = Fields.list(manifest.content(), "spec", "parentRefs");
        if (!parents.isEmpty() && parents.stream().allMatch(Doors::isService)) {
            return List.of();
        }
        List<String> hosts =
                Fields.list(manifest.content(), "spec", "hostnames").stream()
                        .flatMap(
                                host -> host instanceof String text ? Stream.of(text) : Stream.of())
                        .toList();
        return List.of(
                new Door(
                        hosts,
                        hosts.isEmpty()
                                ? Optional.of("it answers for every host of its gateway")
                                : Optional.empty(),
                        Optional.empty()));
    }

    private static boolean isService(Object parent) {
        return Fields.text(parent, "kind").equals(Optional.of("Service"));
    }
}
