package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Judges manifests by a profile's rules: all objections at once, in the manifests' order. Pure but
 * for the day it is. The cluster's admission policies say the same later, once more and to
 * everybody; this gate says it before a commit touches anything, with file and line.
 */
public final class ResidencyGate {
    private static final Pattern DIGEST = Pattern.compile("@sha256:[a-f0-9]{64}$");
    private static final Pattern GIT_HOST =
            Pattern.compile("(?:[a-z+]+://)?(?:[^@/]*@)?([A-Za-z0-9.-]+)[:/].*");
    private static final Pattern SERVER =
            Pattern.compile("(?i)https?://([^/:\\[\\]]+|\\[[^\\]]+])(?:[:/].*)?");
    private static final Pattern SERVICE =
            Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+\\.svc(\\.cluster\\.local)?\\.?");
    private static final String SYSTEM = "kube-system";

    private final ResidencyRules rules;
    private final Clock clock;

    /**
     * @param clock tells which waivers are over
     */
    public ResidencyGate(ResidencyRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    public List<Objection> examine(List<Manifest> manifests) {
        List<Objection> objections = new ArrayList<>();
        manifests.forEach(manifest -> examine(manifest, objections));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return objections.stream().flatMap(objection -> judge(objection, today)).toList();
    }

    /** What was waived until a day that has passed says so: nobody changed anything else. */
    private Stream<Objection> judge(Objection objection, LocalDate today) {
        Optional<LocalDate> last = Optional.ofNullable(rules.waived().get(objection.rule()));
        if (last.isEmpty()) {
            return Stream.of(objection);
        }
        return last.get().isBefore(today)
                ? Stream.of(objection.saying("its waiver is over since " + last.get()))
                : Stream.empty();
    }

    private void examine(Manifest manifest, List<Objection> to) {
        images(manifest, to);
        PodSpecs.remoteVolumes(manifest)
                .forEach(kind -> volume(manifest, "a volume of kind " + kind, to));
        switch (manifest.key().groupKind().toString()) {
            case "Service" -> service(manifest, to);
            case "Endpoints", "EndpointSlice.discovery.k8s.io" -> endpoints(manifest, to);
            case "NetworkPolicy.networking.k8s.io" -> networkPolicy(manifest, to);
            case "Ingress.networking.k8s.io" -> ingress(manifest, to);
            case "PersistentVolumeClaim" -> storageClass(manifest, manifest.content(), to);
            case "StatefulSet.apps" ->
                    Fields.list(manifest.content(), "spec", "volumeClaimTemplates")
                            .forEach(claim -> storageClass(manifest, claim, to));
            case "PersistentVolume" ->
                    PodSpecs.remoteKinds(Fields.map(manifest.content(), "spec"))
                            .forEach(kind -> volume(manifest, "a volume of kind " + kind, to));
            case "Application.argoproj.io" -> repositories(manifest, to);
            case "SecretStore.external-secrets.io", "ClusterSecretStore.external-secrets.io" ->
                    store(manifest, to);
            default -> {
                // Nothing of it leaves the box.
            }
        }
    }

    private void images(Manifest manifest, List<Objection> to) {
        boolean system = manifest.key().namespace().equals(SYSTEM);
        for (String image : PodSpecs.images(manifest)) {
            boolean allowed =
                    rules.registries().stream().anyMatch(image::startsWith)
                            || system
                                    && rules.systemRegistries().stream()
                                            .anyMatch(image::startsWith);
            if (!allowed) {
                object(
                        to,
                        "SUP-01",
                        manifest,
                        "image " + image + " is of no allowed registry",
                        rules.registries().isEmpty()
                                ? "name the registry in profile.registries"
                                : "take it from " + String.join(", ", rules.registries()));
            }
            if (!system && !DIGEST.matcher(image).find()) {
                object(
                        to,
                        "SUP-02",
                        manifest,
                        "image " + image + " has no digest",
                        "add @sha256:… behind it");
            }
        }
    }

    private static void service(Manifest manifest, List<Objection> to) {
        if (manifest.key().namespace().equals(SYSTEM)) {
            return;
        }
        String type = Fields.text(manifest.content(), "spec", "type").orElse("ClusterIP");
        if (type.equals("ExternalName")) {
            object(
                    to,
                    "K8S-04",
                    manifest,
                    "it is an alias for "
                            + Fields.text(manifest.content(), "spec", "externalName").orElse("?"),
                    "let the workload use the name itself, and list it in profile.egress");
        } else if (!type.equals("ClusterIP")) {
            object(
                    to,
                    "K8S-04",
                    manifest,
                    "type " + type + " opens a way past the ingress controller",
                    "make it ClusterIP behind an Ingress");
        }
        if (!Fields.list(manifest.content(), "spec", "externalIPs").isEmpty()) {
            object(to, "K8S-04", manifest, "it has external IPs", "leave them out");
        }
    }

    /** Addresses written by hand are an alias for somewhere else, too. */
    private void endpoints(Manifest manifest, List<Objection> to) {
        object(
                to,
                "K8S-04",
                manifest,
                "addresses written by hand point anywhere",
                "let a selector make them, or let the workload use the address itself");
    }

    private void networkPolicy(Manifest manifest, List<Objection> to) {
        for (Object rule : Fields.list(manifest.content(), "spec", "egress")) {
            List<Object> peers = Fields.list(rule, "to");
            if (peers.isEmpty()) {
                object(
                        to,
                        "NET-07",
                        manifest,
                        "an egress rule without `to` opens the way to everywhere",
                        "name the peers");
            }
            for (Object peer : peers) {
                Optional<String> cidr = Fields.text(peer, "ipBlock", "cidr");
                if (cidr.isPresent() && !rules.egressCidrs().contains(cidr.get())) {
                    object(
                            to,
                            "NET-07",
                            manifest,
                            "egress to " + cidr.get() + ", which no endpoint for pods lists",
                            "list it in profile.egress with `pods: true`");
                }
            }
        }
    }

    private void ingress(Manifest manifest, List<Objection> to) {
        if (Fields.list(manifest.content(), "spec", "tls").isEmpty()
                && !Fields.map(manifest.content(), "metadata", "labels")
                        .containsKey("acme.cert-manager.io/http01-solver")) {
            object(to, "ENC-05", manifest, "it has no TLS", "name the certificate in spec.tls");
        }
        for (Object rule : Fields.list(manifest.content(), "spec", "rules")) {
            String host = Fields.text(rule, "host").orElse("");
            if (!rules.ingressHosts().isEmpty()
                    && rules.ingressHosts().stream().noneMatch(own -> covers(own, host))) {
                object(
                        to,
                        "NET-08",
                        manifest,
                        host.isEmpty()
                                ? "it answers for every host"
                                : "host " + host + " is none of the profile's",
                        "one of: " + String.join(", ", rules.ingressHosts()));
            }
        }
    }

    private static boolean covers(String own, String host) {
        return own.startsWith("*.")
                ? host.toLowerCase(Locale.ROOT).endsWith(own.substring(1))
                : host.equalsIgnoreCase(own);
    }

    private void storageClass(Manifest manifest, Object claim, List<Objection> to) {
        Fields.text(claim, "spec", "storageClassName")
                .filter(name -> !rules.storageClasses().contains(name))
                .ifPresent(name -> volume(manifest, "storage class " + name, to));
    }

    private void volume(Manifest manifest, String what, List<Objection> to) {
        object(
                to,
                "K8S-06",
                manifest,
                what + " may keep data elsewhere",
                "use one of: " + String.join(", ", rules.storageClasses()));
    }

    private void repositories(Manifest manifest, List<Objection> to) {
        List<Object> sources = new ArrayList<>(Fields.list(manifest.content(), "spec", "sources"));
        sources.add(Fields.map(manifest.content(), "spec", "source"));
        for (Object source : sources) {
            String url = Fields.text(source, "repoURL").orElse("");
            Matcher host = GIT_HOST.matcher(url);
            String country =
                    host.matches() ? rules.gitOwners().getOrDefault(host.group(1), "") : "";
            if (!country.isEmpty() && !rules.countries().contains(country)) {
                object(
                        to,
                        "SUP-05",
                        manifest,
                        "the owner of %s is in %s".formatted(host.group(1), country),
                        "keep the repository with an owner in an allowed country");
            }
        }
    }

    /** The controller asks it from the host; a Service of the cluster is no way out. */
    private void store(Manifest manifest, List<Objection> to) {
        String server =
                Fields.text(manifest.content(), "spec", "provider", "vault", "server").orElse("");
        Matcher url = SERVER.matcher(server.trim());
        String host = url.matches() ? url.group(1).replaceAll("[\\[\\]]", "") : "";
        boolean inside = SERVICE.matcher(host).matches();
        if (!host.isEmpty()
                && !inside
                && rules.egressHosts().stream().noneMatch(host::equalsIgnoreCase)) {
            object(
                    to,
                    "NET-04",
                    manifest,
                    "the Vault at " + host + " is no endpoint of the profile",
                    "list its host, address and port in profile.egress");
        }
    }

    private static void object(
            List<Objection> to, String rule, Manifest manifest, String what, String remedy) {
        to.add(new Objection(rule, manifest.key(), what, manifest.origin(), remedy));
    }
}
