package dev.nordbox.appliance.external.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.Conversion;
import dev.nordbox.appliance.external.Decoding;
import dev.nordbox.appliance.external.RemoteRef;
import dev.nordbox.appliance.external.SecretsReader;
import dev.nordbox.appliance.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract on the pretended Vault, and what a real one cannot be told to do. */
class FakeVaultTest extends VaultLoginContract {
    private final FakeVault vault;

    FakeVaultTest() throws IOException {
        vault = new FakeVault();
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Override
    VaultServer server() {
        return vault;
    }

    @Test
    void aServiceAccountLogsInWhereItsNamespaceIsAndReadsInTheStores() throws Exception {
        vault.admitAccount("k8s", "reader", "apps:app", "");
        vault.put("db", Map.of("v", "1"));
        VaultAuth auth =
                new VaultAuth.ServiceAccount(
                        "k8s",
                        "reader",
                        Optional.of(new AccountRef("app", Optional.empty(), List.of())),
                        Optional.empty(),
                        Duration.ofMinutes(10));

        try (VaultSession session =
                Vaults.anywhere(Clock.systemUTC())
                        .open(
                                by(auth, "team", "login"),
                                credentials(new TrialJwt().account("apps", "app", "any")))) {
            session.reader().value(RemoteRef.of("db"));
        }

        assertThat(vault.requests())
                .contains("POST [login] auth/k8s/login", "GET [team] secret/data/db");
    }

    @Test
    void whatIsNotFoundInOtherWordsThanVaultsIsNoSecretThatIsGone() {
        for (Map<String, Object> words :
                List.of(
                        Map.<String, Object>of(),
                        Map.<String, Object>of("message", "no Route matched"),
                        Map.<String, Object>of("data", List.of()),
                        Map.<String, Object>of("errors", "none"))) {
            vault.findNothing(words);

            assertThatThrownBy(() -> second().value(RemoteRef.of("db")))
                    .as(words.toString())
                    .isInstanceOf(CannotSync.class)
                    .hasMessageContaining("secret/data/db")
                    .hasMessageContaining("is this a Vault?");
        }
    }

    @Test
    void aPathMayEndWithTheDataOfTheSecondVersion() throws Exception {
        vault.put("db", Map.of("v", "1"));
        String store =
                "{\"spec\":{\"provider\":{\"vault\":{\"server\":\"%s\",\"path\":\"/secret/data/\",\"auth\":{\"tokenSecretRef\":{\"name\":\"t\",\"key\":\"t\"}}}}}}"
                        .formatted(vault.address());

        VaultStore read = VaultStore.read(Json.parse(store.getBytes(StandardCharsets.UTF_8)));

        assertThat(text(open(read).value(RemoteRef.of("db")))).contains("1");
    }

    @Test
    void aNumberIsAsItWasWrittenWhereExternalSecretsLeavesItSo() throws Exception {
        BigDecimal number = new BigDecimal("1.10");
        vault.putAsWritten("db", Map.of("v", number, "in", Map.of("v", number)));

        assertThat(text(second().value(RemoteRef.of("db"))))
                .isEqualTo("{\"in\":{\"v\":1.10},\"v\":1.10}");
        assertThat(text(second().value(property("v")))).isEqualTo("1.10");
        assertThat(text(second().value(property("in")))).isEqualTo("{\"v\":1.10}");
        assertThat(text(second().value(property("in.v")))).isEqualTo("1.1");
        assertThat(text(second().values(RemoteRef.of("db")).get("v"))).isEqualTo("1.1");
    }

    private static RemoteRef property(String property) {
        return new RemoteRef("db", property, "", false, Conversion.DEFAULT, Decoding.NONE, false);
    }

    @Test
    void aSealedVaultIsToldAsSuch() {
        vault.seal(true);

        assertThatThrownBy(() -> second().value(RemoteRef.of("db")))
                .hasMessageContaining("code 503: Vault is sealed")
                .hasMessageContaining("asked again");
    }

    @Test
    void anAnswerThatIsTooLongIsNotTaken() {
        vault.put("db", Map.of("v", "x".repeat(BoundedBody.LONGEST)));

        assertThatThrownBy(() -> second().value(RemoteRef.of("db")))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("longer than 2 MiB");
    }

    @Test
    void aVisitEndsHoweverManyRequestsItWouldTake() throws Exception {
        vault.put("a", Map.of("v", "1"));
        AtomicInteger looks = new AtomicInteger();
        Clock fast =
                new Clock() {
                    @Override
                    public Instant instant() {
                        return Instant.EPOCH.plusSeconds(25L * looks.getAndIncrement());
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                };
        VaultStore store = store(Optional.of("secret"), true);
        SecretsReader reader =
                Vaults.anywhere(fast).open(store, credentials(vault.rootToken())).reader();

        reader.value(RemoteRef.of("a"));
        reader.value(RemoteRef.of("a"));

        assertThatThrownBy(() -> reader.value(RemoteRef.of("a")))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("a visit takes longer than 60 s");
    }

    @Test
    void thisMachineAndItsLinkAreNoPlaceForAVault() {
        for (String place :
                List.of(
                        "http://127.0.0.1:8200",
                        "https://localhost:8200",
                        "http://169.254.169.254",
                        "http://[::1]:8200",
                        "http://vault.localhost")) {
            VaultStore store =
                    new VaultStore(
                            URI.create(place),
                            Optional.of("secret"),
                            true,
                            "",
                            "",
                            Map.of(),
                            Optional.empty(),
                            false,
                            false,
                            Optional.empty());
            assertThatThrownBy(
                            () -> Vaults.elsewhere(Clock.systemUTC()).open(store, credentials("")))
                    .as(place)
                    .isInstanceOf(CannotSync.class)
                    .hasMessageContaining("is the machine the controller runs on");
        }
    }

    @Test
    void aShortNameOfAServiceIsToldInFull() {
        for (Map.Entry<String, String> name :
                Map.of(
                                "http://vault.invalid:8200", "write vault.invalid.svc;",
                                "http://vault-invalid:8200", "write vault-invalid.NAMESPACE.svc;")
                        .entrySet()) {
            assertThatThrownBy(
                            () ->
                                    Vaults.elsewhere(Clock.systemUTC())
                                            .open(at(URI.create(name.getKey())), credentials("")))
                    .isInstanceOf(CannotSync.class)
                    .hasMessageContaining("no address is known for vault")
                    .hasMessageContaining(name.getValue());
        }
        assertThatThrownBy(
                        () ->
                                Vaults.elsewhere(Clock.systemUTC())
                                        .open(
                                                at(URI.create("http://vault.example.invalid")),
                                                credentials("")))
                .hasMessageContaining("no address is known")
                .hasMessageNotContaining("Service of this cluster");
    }

    @Test
    void aServiceIsDialledByItsAddressAndThatIsLookedAtToo() throws Exception {
        vault.put("db", Map.of("v", "1"));
        URI service = URI.create("http://vault.vault.svc:" + vault.address().getPort());
        VaultStore store = at(service);

        assertThat(text(open(store).value(RemoteRef.of("db")))).contains("1");
        assertThatThrownBy(() -> Vaults.elsewhere(Clock.systemUTC()).open(store, credentials("")))
                .hasMessageContaining("127.0.0.1 is the machine");
    }

    private VaultStore at(URI address) {
        VaultStore plain = store(Optional.of("secret"), true);
        return new VaultStore(
                address,
                plain.path(),
                true,
                "",
                "",
                Map.of(),
                Optional.empty(),
                false,
                false,
                plain.auth());
    }

    private VaultStore by(VaultAuth auth, String namespace, String authNamespace) {
        return new VaultStore(
                vault.address(),
                Optional.of("secret"),
                true,
                namespace,
                authNamespace,
                Map.of(),
                Optional.empty(),
                false,
                false,
                Optional.of(auth));
    }
}
