package dev.nordbox.appliance.seal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.HandMandate;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KubesealEndpointTest {
    private final InMemoryCluster cluster = new InMemoryCluster();
    private final List<String> booked = new CopyOnWriteArrayList<>();
    private final HandMandate mandate = new HandMandate(true);
    private final KubesealEndpoint endpoint = endpoint(0);

    private KubesealEndpoint endpoint(int port) {
        return new KubesealEndpoint(
                cluster,
                mandate,
                () -> new KeyRing(List.of(Vectors.keyB())),
                port,
                Clock.systemUTC(),
                new SecureRandom(),
                (action, object, cause, before) -> booked.add(action + " " + object));
    }

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void withoutTheMandateItAnswersAndLeadsNobodyHereUntilItIsTaken() throws Exception {
        mandate.lose();
        apiServerIsAt(addressOfThisMachine());

        endpoint.start();
        await().until(() -> endpoint.listens());
        assertThat(cluster.writes()).isEmpty();

        mandate.take();
        await().until(() -> cluster.keys().contains(endpoints("sealed-secrets")));
    }

    @Test
    void whoFindsItsPortTakenIsInAHurryOnlyWithTheMandate() throws Exception {
        apiServerIsAt("127.0.0.1");
        mandate.lose();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                KubesealEndpoint second = endpoint(other.getLocalPort())) {
            second.start();
            await().until(() -> second.pause().equals(Optional.of(Duration.ofMinutes(5))));

            mandate.take();
            await().until(() -> second.pause().equals(Optional.of(Duration.ofSeconds(5))));
            assertThat(second.listens()).isFalse();
        }
    }

    @Test
    void theServiceLeadsToThisProcess() throws Exception {
        String address = addressOfThisMachine();
        apiServerIsAt(address);

        endpoint.start();
        await().until(() -> cluster.keys().contains(endpoints("sealed-secrets")));

        Map<String, Object> content = cluster.content(endpoints("sealed-secrets"));
        Object subset = Fields.list(content, "subsets").get(0);
        Object target = Fields.list(subset, "addresses").get(0);
        assertThat(Fields.text(target, "ip")).hasValue(address);
        String pod = Fields.text(target, "targetRef", "name").orElseThrow();
        assertThat(
                        Fields.text(
                                cluster.content(new ResourceKey("", "Pod", "kube-system", pod)),
                                "status",
                                "podIP"))
                .hasValue(address);
        long port = Fields.number(Fields.list(subset, "ports").get(0), "port");
        assertThat(get(address, port, "/v1/cert.pem"))
                .isEqualTo(Vectors.keyB().certificate().pem());
        assertThat(get(address, port, "/healthz")).isEqualTo("ok\n");
        assertThat(booked).contains("apply " + endpoints("sealed-secrets")).doesNotHaveDuplicates();
    }

    @Test
    void aServiceOfAnotherControllerIsLeftAlone() throws Exception {
        apiServerIsAt(addressOfThisMachine());
        Manifest foreign = KubesealObjects.service("sealed-secrets-controller");
        cluster.put(
                Manifest.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Service",
                                "metadata",
                                Map.of(
                                        "name", "sealed-secrets-controller",
                                        "namespace", "kube-system"),
                                "spec",
                                Map.of("selector", Map.of("name", "theirs"))),
                        "test"));

        endpoint.start();
        await().until(() -> cluster.keys().contains(endpoints("sealed-secrets")));

        assertThat(cluster.keys()).doesNotContain(endpoints("sealed-secrets-controller"));
        assertThat(Fields.map(cluster.content(foreign.key()), "spec")).containsOnlyKeys("selector");
    }

    @Test
    void aNodeThatWasGivenAnotherAddressIsReachedThere() throws Exception {
        apiServerIsAt(addressOfThisMachine());
        endpoint.start();
        await().until(() -> cluster.keys().contains(endpoints("sealed-secrets")));

        apiServerIsAt("127.0.0.1");
        endpoint.start();
        await().until(() -> addressOf(endpoints("sealed-secrets")).equals("127.0.0.1"));

        Object subset = Fields.list(cluster.content(endpoints("sealed-secrets")), "subsets").get(0);
        long port = Fields.number(Fields.list(subset, "ports").get(0), "port");
        assertThat(get("127.0.0.1", port, "/healthz")).isEqualTo("ok\n");
    }

    @Test
    void nothingIsAskedForTwice() throws Exception {
        apiServerIsAt(addressOfThisMachine());
        endpoint.start();
        await().until(() -> bindingIsThere());
        cluster.forgetWrites();

        endpoint.start();
        await().until(() -> cluster.requests().stream().anyMatch(r -> r.contains("RoleBinding")));

        assertThat(cluster.requests())
                .filteredOn(request -> request.startsWith("get "))
                .containsExactly(
                        "get default/Endpoints/kubernetes",
                        "get kube-system/Pod/sealed-secrets-controller-outside",
                        "get kube-system/Service/sealed-secrets-controller",
                        "get kube-system/Endpoints/sealed-secrets-controller",
                        "get kube-system/Service/sealed-secrets",
                        "get kube-system/Endpoints/sealed-secrets",
                        "get " + KubesealObjects.role().key(),
                        "get " + KubesealObjects.binding().key());
    }

    private boolean bindingIsThere() {
        return cluster.keys().contains(KubesealObjects.binding().key());
    }

    private String addressOf(ResourceKey endpoints) {
        Object subset = Fields.list(cluster.content(endpoints), "subsets").get(0);
        return Fields.text(Fields.list(subset, "addresses").get(0), "ip").orElse("");
    }

    @Test
    void withTheApiServerElsewhereNothingListens() throws Exception {
        apiServerIsAt("203.0.113.77");

        endpoint.start();
        await().until(() -> cluster.requests().contains("get default/Endpoints/kubernetes"));

        assertThat(cluster.writes()).isEmpty();
    }

    private void apiServerIsAt(String address) {
        cluster.put(
                Manifest.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Endpoints",
                                "metadata",
                                Map.of("name", "kubernetes", "namespace", "default"),
                                "subsets",
                                List.of(Map.of("addresses", List.of(Map.of("ip", address))))),
                        "test"));
    }

    private static ResourceKey endpoints(String name) {
        return new ResourceKey("", "Endpoints", "kube-system", name);
    }

    private static String addressOfThisMachine() throws IOException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .sorted(Comparator.comparing(InetAddress::isLoopbackAddress))
                .findFirst()
                .orElseThrow()
                .getHostAddress();
    }

    private static String get(String address, long port, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create("http://" + address + ":" + port + path)
                                .toURL()
                                .openConnection();
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
