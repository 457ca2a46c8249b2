package dev.nordbox.appliance.residency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways in that are no Ingress. */
class DoorJudgeTest {
    private static final String ROUTE =
            "'kind': '%s', 'apiVersion': 'traefik.io/v1alpha1', 'spec': {%s}";
    private static final String GATEWAY =
            "'kind': '%s', 'apiVersion': 'gateway.networking.k8s.io/v1', 'spec': {%s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'tls': {}, 'routes': [{'match': 'Host(`www.example.no`)'}] | ",
                "'tls': {'passthrough': true}, 'routes': [{'match': 'HostSNI(`db.example.no`)'}] | ",
                "'routes': [{'match': 'Host(`www.example.no`)'}] | ENC-05",
                "'tls': {}, 'routes': [{'match': 'Host(`www.example.com`)'}] | NET-08",
                "'tls': {}, 'routes': [{'match': 'HostSNI(`*`)'}] | NET-08",
                "'tls': {}, 'routes': [{'match': 'PathPrefix(`/`)'}] | NET-08",
                "'tls': {}, 'routes': [{}] | NET-08",
                "'routes': [{'match': 'Host(`a.example.no`)'}, {'match': 'Host(`b`)'}] | ENC-05 NET-08"
            })
    void routersOfTraefikHaveTlsAndTheProfilesHosts(String spec, String rules) {
        for (String kind : List.of("IngressRoute", "IngressRouteTCP")) {
            assertThat(Judged.rules(ROUTE.formatted(kind, spec))).as(kind).isEqualTo(list(rules));
        }
    }

    @Test
    void aRouterOfTheSystemMayBePlainAsAdmissionHasIt() {
        String router = ROUTE.formatted("IngressRoute", "'routes': []");

        assertThat(Judged.rules("kube-system", router)).isEmpty();
        assertThat(Judged.rules("web", router)).containsExactly("ENC-05");
    }

    @Test
    void whoWantsARedirectIsToldWhereItIsMade() {
        for (String plain :
                List.of(
                        ROUTE.formatted("IngressRoute", "'routes': []"),
                        GATEWAY.formatted(
                                "Gateway",
                                "'listeners': [{'name': 'web', 'protocol': 'HTTP', 'hostname':"
                                        + " 'www.example.no'}]"))) {
            assertThat(Judged.objections(plain))
                    .singleElement()
                    .satisfies(
                            objection ->
                                    assertThat(objection.remedy())
                                            .contains("entryPoints.web.http.redirections"));
        }
    }

    @Test
    void theOldGroupOfTraefikIsOneToo() {
        assertThat(
                        Judged.rules(
                                "'kind': 'IngressRoute', 'apiVersion':"
                                        + " 'traefik.containo.us/v1alpha1', 'spec': {}"))
                .containsExactly("ENC-05");
        assertThat(Judged.rules(ROUTE.formatted("Middleware", ""))).isEmpty();
    }

    @Test
    void whatComesOverUdpIsInTheClearAndForNoHost() {
        assertThat(Judged.rules(ROUTE.formatted("IngressRouteUDP", "'routes': []")))
                .containsExactly("ENC-05", "NET-08");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'name': 'web', 'protocol': 'HTTPS', 'hostname': '*.example.no' | ",
                "'name': 'web', 'protocol': 'TLS', 'hostname': 'db.example.no' | ",
                "'name': 'web', 'protocol': 'HTTP', 'hostname': 'www.example.no' | ENC-05",
                "'name': 'web', 'protocol': 'TCP', 'hostname': 'www.example.no' | ENC-05",
                "'name': 'web', 'protocol': 'HTTPS', 'hostname': 'www.example.com' | NET-08",
                "'name': 'web', 'protocol': 'HTTPS' | NET-08"
            })
    void listenersHaveTlsAndTheProfilesHosts(String listener, String rules) {
        for (String kind : List.of("Gateway", "ListenerSet")) {
            assertThat(Judged.rules(GATEWAY.formatted(kind, "'listeners': [{" + listener + "}]")))
                    .as(kind)
                    .isEqualTo(list(rules));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'hostnames': ['www.example.no'] | ",
                "'hostnames': ['www.example.no', 'www.example.com'] | NET-08",
                "'parentRefs': [{'name': 'edge'}] | NET-08",
                "'parentRefs': [{'kind': 'Service', 'name': 'inside'}] | "
            })
    void routesNameHostsOfTheProfile(String spec, String rules) {
        for (String kind : List.of("HTTPRoute", "GRPCRoute", "TLSRoute")) {
            assertThat(Judged.rules(GATEWAY.formatted(kind, spec))).as(kind).isEqualTo(list(rules));
        }
    }

    @Test
    void theListenerAndTheRuleAreNamed() {
        assertThat(
                        Judged.objections(
                                GATEWAY.formatted(
                                        "Gateway",
                                        "'listeners': [{'name': 'web', 'protocol': 'HTTP'}]")))
                .extracting(Objection::what)
                .containsExactly("listener web has no TLS", "listener web answers for every host");
        assertThat(
                        Judged.objections(
                                ROUTE.formatted(
                                        "IngressRoute",
                                        "'tls': {}, 'routes': [{'match': 'Path(`/x`)'}]")))
                .singleElement()
                .extracting(Objection::line)
                .isEqualTo(
                        "apps/web.yaml:12: NET-08: web/IngressRoute.traefik.io/x: the rule"
                                + " `Path(`/x`)` takes hosts it does not name; one of:"
                                + " *.example.no");
    }

    private static List<String> list(String rules) {
        return rules == null ? List.of() : List.of(rules.split(" "));
    }
}
