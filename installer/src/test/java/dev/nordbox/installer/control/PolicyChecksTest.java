package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Script;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyChecksTest {
    private static final String OPEN_ALL =
            "{\"kind\": \"NetworkPolicy\", \"metadata\": {\"name\": \"open-all\", \"namespace\":"
                    + " \"web\"%s}, \"spec\": {\"podSelector\": {}, \"policyTypes\": [\"%s\"],"
                    + " \"%s\": [%s]}},";

    private final SeenBox box = SeenBox.good();

    @Test
    void whatWasDeniedWhileTheHostGotThroughPasses() throws Exception {
        assertThat(of("NET-02").result()).isEqualTo(Result.PASS);
        assertThat(of("NET-10").result()).isEqualTo(Result.PASS);
        assertThat(of("NET-02").observed())
                .contains(
                        "PR-01: into and out of 1 namespace: 2 of 2 tries denied",
                        "PR-02: 2 of 2 questions answered",
                        "with it all got through",
                        "PR-05: to the node's ports from 1 namespace [22, 10250]: 2 of 2",
                        "PR-13-pods: to link-local IPv6 addresses [22, 10250, 47831]: 4 of 4");
    }

    /** Each gets through where it must not, or not where it must. */
    @TestFactory
    Stream<DynamicTest> aBrokenPolicyFails() {
        record Break(String control, String probe, String found, String by) {}
        String name = "123481800001000100000000";
        return Stream.of(
                        new Break("NET-02", "PR-01", "bare>web:47831:tcp answer=refused", "open"),
                        new Break("NET-02", "PR-01", "web>bare:47831:tcp answer=refused", "open"),
                        new Break(
                                "NET-02",
                                "PR-02",
                                "web>10.43.0.10:53:dnsudp answer=" + name,
                                "timeout"),
                        new Break(
                                "NET-02",
                                "PR-02",
                                "web>10.43.0.10:53:dnstcp answer=" + name,
                                "refused"),
                        new Break(
                                "NET-02", "PR-04", "web>10.43.0.1:443:tcp answer=refused", "open"),
                        new Break(
                                "NET-02",
                                "PR-04",
                                "web>203.0.113.7:6443:tcp answer=timeout",
                                "open"),
                        new Break(
                                "NET-02",
                                "PR-05",
                                "web>203.0.113.7:10250:tcp answer=refused",
                                "open"),
                        new Break(
                                "NET-02",
                                "PR-13-pods",
                                "web>bare/6:47831:tcp answer=timeout",
                                "open"),
                        new Break(
                                "NET-02", "PR-13-pods", "web>host/6:22:tcp answer=timeout", "open"),
                        new Break(
                                "NET-10",
                                "PR-11",
                                "web>203.0.113.7:8127:tcp answer=timeout",
                                "open"))
                .map(
                        broken ->
                                DynamicTest.dynamicTest(
                                        broken.probe() + " " + broken.found(),
                                        () -> {
                                            SeenBox spoilt =
                                                    SeenBox.good()
                                                            .replace(
                                                                    "policies",
                                                                    broken.found(),
                                                                    broken.found()
                                                                            .replaceFirst(
                                                                                    "=.*",
                                                                                    "="
                                                                                            + broken
                                                                                                    .by()));
                                            Finding finding = of(spoilt, broken.probe());
                                            assertThat(finding.result()).isEqualTo(Result.FAIL);
                                            assertThat(finding.reason())
                                                    .contains(
                                                            broken.found()
                                                                    .substring(
                                                                            0,
                                                                            broken.found()
                                                                                    .indexOf('>')));
                                            assertThat(
                                                            verdict(spoilt, broken.control())
                                                                    .isFailedMust())
                                                    .isTrue();
                                        }));
    }

    @Test
    void aRefusalOfWhoeverDoesNotListenProvesNothing() throws Exception {
        box.replace(
                "policies", "host>web:47831:tcp answer=open", "host>web:47831:tcp answer=refused");

        assertThat(of("NET-02").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding("PR-01").reason()).contains("refused, but from the host refused");
    }

    @Test
    void aNamespaceThatTakesNoPodIsNotTriedAndSaysWhy() throws Exception {
        box.put("policies", "place bare 10.42.0.246\nrefused web exceeded quota: nordbox");

        for (String probe : List.of("PR-01", "PR-02", "PR-04")) {
            assertThat(finding(probe).result()).as(probe).isEqualTo(Result.INCONCLUSIVE);
            assertThat(finding(probe).reason())
                    .contains("web", "no pod there, exceeded quota: nordbox");
        }
    }

    @Test
    void withoutAnyTryNothingPasses() throws Exception {
        box.put("policies", "refused - The connection to the server was refused");

        for (String probe : PolicyChecks.all().keySet()) {
            assertThat(finding(probe).result()).as(probe).isEqualTo(Result.INCONCLUSIVE);
        }
    }

    @Test
    void whatNordboxYamlOpensForEveryPodIsToldAndNoFailure() throws Exception {
        String labels = ", \"labels\": {\"nordbox.no/part-of\": \"baseline\"}";
        String range = "{\"from\": [{\"ipBlock\": {\"cidr\": \"10.42.0.0/16\"}}]}";
        add(OPEN_ALL.formatted(labels, "Ingress", "ingress", range));
        getsThrough("bare>web:47831:tcp answer=refused");

        assertThat(finding("PR-01").result()).isEqualTo(Result.PASS);
        assertThat(finding("PR-01").observed())
                .contains("1 of 2 tries denied; opened in nordbox.yaml: bare to web:47831");
    }

    @Test
    void aPolicyThatOpensANamespaceIsNamed() throws Exception {
        add(OPEN_ALL.formatted("", "Egress", "egress", "{\"ports\": [{\"port\": 6443}]}"));
        getsThrough("web>10.43.0.1:443:tcp answer=refused");

        assertThat(finding("PR-04").result()).isEqualTo(Result.FAIL);
        assertThat(finding("PR-04").reason()).contains("web to 10.43.0.1:443 by policy open-all");
    }

    @Test
    void aPolicyForAnotherPortOrRangeIsNotTheReason() throws Exception {
        String rules =
                "{\"ports\": [{\"port\": 80, \"endPort\": 90}]},"
                        + " {\"from\": [{\"ipBlock\": {\"cidr\": \"192.0.2.0/24\"}}]}";
        add(OPEN_ALL.formatted("", "Ingress", "ingress", rules));
        getsThrough("bare>web:47831:tcp answer=refused");

        assertThat(finding("PR-01").reason()).contains("no policy says so");
    }

    @Test
    void aLabelThatOpensNothingLeavesTheRefusalUnproved() throws Exception {
        box.replace(
                "policies",
                "web+api>10.43.0.1:443:tcp answer=open",
                "web+api>10.43.0.1:443:tcp answer=refused");

        assertThat(finding("PR-04").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding("PR-04").reason()).contains("nordbox.no/kube-api=allow");
    }

    @Test
    void aNameServerInTroubleIsNoDeniedOne() throws Exception {
        box.put(
                "policies",
                box.sections
                        .get("policies")
                        .replace("123481800001000100000000", "123481820001000000000000"));

        assertThat(finding("PR-02").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void withoutIpv6ItsTwinsDoNotConcernTheBox() throws Exception {
        box.put(
                "policies",
                box.sections
                        .get("policies")
                        .replaceAll("(?m)^.*(web|bare)/6:.*\n", "")
                        .replaceAll("(?m)^.*host/6:.*\n", ""));

        assertThat(finding("PR-13-pods").result()).isEqualTo(Result.NOT_APPLICABLE);
        assertThat(of("NET-02").result()).isEqualTo(Result.PASS);
    }

    @Test
    void withoutAControllerThereIsNoLane() throws Exception {
        box.put(
                "policies",
                box.sections
                        .get("policies")
                        .replaceAll("8127:tcp answer=\\w+", "8127:tcp answer=refused"));

        assertThat(of("NET-10").result()).isEqualTo(Result.NOT_APPLICABLE);
    }

    @Test
    void podsOfAnotherControllerAreTriedAtTheirPorts() throws Exception {
        add(
                "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"argocd-redis\", \"namespace\": \"argocd\"},"
                        + " \"spec\": {\"containers\": [{\"image\": \"r/i@sha256:"
                        + "1".repeat(64)
                        + "\", \"ports\": [{\"containerPort\": 6379}, {\"containerPort\": 53,"
                        + " \"protocol\": \"UDP\"}]}]}, \"status\": {\"podIP\": \"10.42.0.9\"}},");
        box.put(
                "policies",
                box.sections.get("policies")
                        + "try web>10.42.0.9:6379:tcp answer=open after=30\n"
                        + "try host>10.42.0.9:6379:tcp answer=open after=0\n");

        assertThat(of("NET-10").result()).isEqualTo(Result.FAIL);
        assertThat(finding("PR-11").reason()).contains("web to 10.42.0.9:6379");
    }

    @Test
    void everyTargetIsTriedFromTheHostOnceToo() throws Exception {
        List<PolicyTry> tries = PolicyPlan.of(ClusterObjects.of(box.seen())).tries();

        assertThat(tries).doesNotHaveDuplicates();
        assertThat(tries).allMatch(one -> tries.contains(one.fromHost()));
        assertThat(tries)
                .extracting(PolicyTry::argument)
                .contains(
                        "bare>web:47831:tcp:denied",
                        "web+api>10.43.0.1:443:tcp:open",
                        "host>10.43.0.10:53:dnsudp:any");
    }

    @Test
    void theScriptListensWhereThePlanConnectsTo() {
        assertThat(Script.beside(Inspection.class, "probe-policies.sh"))
                .contains("port=" + PolicyPlan.PORT + "\n");
    }

    private void add(String object) {
        box.replace("cluster", "{\"items\": [", "{\"items\": [" + object);
    }

    private void getsThrough(String denied) {
        box.replace("policies", denied, denied.replaceFirst("=.*", "=open"));
    }

    private Finding finding(String probe) throws Exception {
        return of(box, probe);
    }

    private static Finding of(SeenBox seen, String probe) throws Exception {
        return Checks.examine(probe, seen.seen());
    }

    private Verdict of(String control) throws Exception {
        return verdict(box, control);
    }

    private static Verdict verdict(SeenBox box, String control) throws Exception {
        return Verdict.of(box.seen()).stream()
                .filter(verdict -> verdict.control().id().equals(control))
                .findFirst()
                .orElseThrow();
    }
}
