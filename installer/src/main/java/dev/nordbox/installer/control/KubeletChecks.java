package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the kubelet runs with, in its own words at {@code /configz}. */
final class KubeletChecks {
    private static final String ID = "kubelet-configuration";

    /** Those that the benchmark takes. */
    private static final Set<String> STRONG =
            Set.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /**
     * By item of k3s' self-assessment for the CIS Kubernetes Benchmark 2.1, section 4.2. What is
     * not told has the kubelet's default, which is good where an item takes it. The last was an
     * item of earlier benchmarks.
     */
    private static final List<Item> ITEMS =
            List.of(
                    new Item("4.2.1", "authentication.anonymous.enabled", is(false)),
                    new Item("4.2.2", "authorization.mode", is("Webhook")),
                    new Item("4.2.3", "authentication.x509.clientCAFile", named()),
                    new Item("4.2.4", "readOnlyPort", isNot(value -> number(value) != 0)),
                    new Item(
                            "4.2.5",
                            "streamingConnectionIdleTimeout",
                            isNot(value -> value.toString().matches("0[a-z]*"))),
                    new Item("4.2.6", "makeIPTablesUtilChains", isNot(Boolean.FALSE::equals)),
                    new Item("4.2.8", "eventRecordQPS", isNot(value -> number(value) < 0)),
                    new Item("4.2.9", "tlsCertFile", named()),
                    new Item("4.2.9", "tlsPrivateKeyFile", named()),
                    new Item(
                            "4.2.11",
                            "featureGates.RotateKubeletServerCertificate",
                            isNot(Boolean.FALSE::equals)),
                    new Item(
                            "4.2.12",
                            "tlsCipherSuites",
                            found -> found.filter(KubeletChecks::isStrong).isPresent()),
                    new Item(
                            "4.2.13",
                            "podPidsLimit",
                            found -> found.filter(value -> number(value) > 0).isPresent()),
                    new Item("4.2.14", "seccompDefault", is(true)),
                    new Item("", "protectKernelDefaults", is(true)));

    private static final String ROTATION = "rotateCertificates";
    private static final String NAME_IS_OURS =
            "k3s cannot meet 4.2.7: it names its node itself (--hostname-override)";
    private static final String CERTIFICATES_ARE_OURS =
            ", nor 4.2.10: it issues the kubelet's certificates, and renews them as it starts";

    private KubeletChecks() {}

    /**
     * One item.
     *
     * @param field its place in the kubelet's configuration, with dots
     * @param holds of what is there
     */
    private record Item(String number, String field, Predicate<Optional<Object>> holds) {
        Optional<Object> in(Map<String, Object> config) {
            return Fields.at(config, field.split("\\."));
        }

        String told(Map<String, Object> config) {
            return "%s%s is %s"
                    .formatted(
                            number.isEmpty() ? "" : number + " ",
                            field,
                            in(config).map(value -> "'" + value + "'").orElse("not set"));
        }
    }

    static Map<String, Check> all() {
        return Map.of(ID, KubeletChecks::configuration);
    }

    private static Finding configuration(Seen seen) {
        Map<String, Object> config =
                Fields.map(ClusterObjects.parse(seen.text("kubelet")), "kubeletconfig");
        if (config.isEmpty()) {
            return Finding.inconclusive(ID, "the kubelet did not answer", "see /configz");
        }
        List<String> wrong = new ArrayList<>();
        for (Item item : ITEMS) {
            if (!item.holds().test(item.in(config))) {
                wrong.add(item.told(config));
            }
        }
        return wrong.isEmpty()
                ? Finding.pass(
                        ID,
                        "%d items as the benchmark wants them; %s"
                                .formatted(ITEMS.size(), notForK3s(config)))
                : Finding.fail(ID, String.join(", ", wrong), remedy(seen));
    }

    private static String remedy(Seen seen) {
        List<String> files = seen.lines("kubelet-lists");
        return files.isEmpty()
                ? "run `up` again"
                : ("write `kubelet-arg+:` for `kubelet-arg:` in %s, since that list takes the place of"
                                + " nordbox'; then restart k3s")
                        .formatted(String.join(", ", files));
    }

    private static String notForK3s(Map<String, Object> config) {
        boolean rotates = Fields.at(config, ROTATION).equals(Optional.of(true));
        return NAME_IS_OURS + (rotates ? "" : CERTIFICATES_ARE_OURS);
    }

    private static Predicate<Optional<Object>> is(Object wanted) {
        return found -> found.equals(Optional.of(wanted));
    }

    private static Predicate<Optional<Object>> named() {
        return found -> found.filter(value -> !value.toString().isBlank()).isPresent();
    }

    private static Predicate<Optional<Object>> isNot(Predicate<Object> bad) {
        return found -> found.filter(bad).isEmpty();
    }

    private static boolean isStrong(Object suites) {
        return suites instanceof List<?> names && !names.isEmpty() && STRONG.containsAll(names);
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }
}
