package dev.nordbox.appliance.external.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.Conversion;
import dev.nordbox.appliance.external.DataFrom;
import dev.nordbox.appliance.external.Decoding;
import dev.nordbox.appliance.external.NoSuchSecret;
import dev.nordbox.appliance.external.RemoteRef;
import dev.nordbox.appliance.external.SecretsReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How secrets are read: on a pretended Vault, and on a real one where there is one. */
abstract class VaultContract {
    private static int tests;

    /** A folder of its own. */
    final String here = "t" + System.nanoTime() + "-" + ++tests;

    abstract VaultServer server();

    @Test
    void aSecretIsCompactJsonInTheOrderOfItsKeys() throws Exception {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("user", "a<b>&c");
        data.put("port", 5432);
        server().put(here, data);

        assertThat(text(second().value(RemoteRef.of(here))))
                .isEqualTo("{\"port\":5432,\"user\":\"a\\u003cb\\u003e\\u0026c\"}");
    }

    @Test
    void aPropertyIsFirstANameAndThenAPath() throws Exception {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("a.b", "the name");
        data.put("a", Map.of("b", "the path", "list", List.of("x", Map.of("y", 7))));
        data.put("yes", true);
        data.put("nothing", null);
        data.put("half", 0.5);
        server().put(here, data);

        assertThat(property("a.b")).isEqualTo("the name");
        assertThat(property("a.list.0")).isEqualTo("x");
        assertThat(property("a.list.1.y")).isEqualTo("7");
        assertThat(property("a.list.#")).isEqualTo("2");
        assertThat(property("a.list.1")).isEqualTo("{\"y\":7}");
        assertThat(property("yes")).isEqualTo("true");
        assertThat(property("nothing")).isEmpty();
        assertThat(property("half")).isEqualTo("0.5");
        assertThatThrownBy(() -> property("a.c"))
                .isInstanceOf(CannotSync.class)
                .hasMessageStartingWith("cannot find secret data for key: \"a.c\"")
                .hasMessageNotContaining("the name");
        assertThatThrownBy(() -> property("a.*")).hasMessageContaining("* is not honoured");
    }

    @Test
    void anOlderVersionIsStillThere() throws Exception {
        server().put(here, Map.of("v", "one"));
        server().put(here, Map.of("v", "two"));

        RemoteRef old =
                new RemoteRef(here, "v", "1", false, Conversion.DEFAULT, Decoding.NONE, false);
        assertThat(text(second().value(old))).isEqualTo("one");
        assertThat(property("v")).isEqualTo("two");
    }

    @Test
    void whatIsNotThereAndWhatWasDeletedIsNoSecret() throws Exception {
        assertThatThrownBy(() -> property("v")).isInstanceOf(NoSuchSecret.class);

        server().put(here, Map.of("v", "one"));
        server().delete(here);

        assertThatThrownBy(() -> property("v")).isInstanceOf(NoSuchSecret.class);
    }

    @Test
    void aKeyMayNameTheMountAndTheData() throws Exception {
        server().put(here, Map.of("v", "one"));

        for (String key : List.of(here, "secret/" + here, "secret/data/" + here)) {
            assertThat(text(second().value(RemoteRef.of(key)))).isEqualTo("{\"v\":\"one\"}");
        }
        assertThat(text(withoutPath().value(RemoteRef.of("secret/" + here)))).contains("one");
        assertThat(text(withoutPath().value(RemoteRef.of("secret/data/" + here)))).contains("one");
    }

    @Test
    void theFirstVersionOfTheEngineHasNoData() throws Exception {
        server().putFirst(here, Map.of("v", "one"));

        assertThat(text(first().value(RemoteRef.of(here)))).isEqualTo("{\"v\":\"one\"}");
        assertThat(text(first().value(RemoteRef.of("kv/" + here)))).isEqualTo("{\"v\":\"one\"}");
        assertThatThrownBy(() -> first().value(RemoteRef.of(here + "/none")))
                .isInstanceOf(NoSuchSecret.class);
        assertThat(first().find(named(here.substring(0, 6)))).containsKey(here);
    }

    @Test
    void secretsAreFoundByNameInAllFolders() throws Exception {
        server().put(here + "/a/db", Map.of("v", "1"));
        server().put(here + "/b/c/db", Map.of("v", "2"));
        server().put(here + "/b/other", Map.of("v", "3"));
        server().put(here + "/gone-db", Map.of("v", "4"));
        server().delete(here + "/gone-db");

        Map<String, byte[]> found = second().find(below(here, Optional.of("db$"), Map.of()));

        assertThat(found).containsOnlyKeys(here + "/a/db", here + "/b/c/db");
        assertThat(text(found.get(here + "/a/db"))).isEqualTo("{\"v\":\"1\"}");
        assertThatThrownBy(() -> second().find(below(here + "/none", Optional.of("."), Map.of())))
                .isInstanceOf(NoSuchSecret.class);
        assertThatThrownBy(() -> second().find(below(here, Optional.of("("), Map.of())))
                .hasMessageContaining("could not compile find.name.regexp");
    }

    @Test
    void secretsAreFoundByWhatIsSaidOfThem() throws Exception {
        server().put(here + "/one", Map.of("v", "1"));
        server().put(here + "/two", Map.of("v", "2"));
        server().describe(here + "/one", Map.of("team", "a", "env", "prod"));
        server().describe(here + "/two", Map.of("team", "b"));

        Map<String, byte[]> found =
                second().find(below(here, Optional.empty(), Map.of("team", "a", "env", "prod")));

        assertThat(found).containsOnlyKeys(here + "/one");
        assertThatThrownBy(() -> first().find(below("", Optional.empty(), Map.of("a", "b"))))
                .hasMessage("cannot perform find by tag operations with kv version v1");
    }

    @Test
    void whatIsSaidOfASecretCanBeFetched() throws Exception {
        server().put(here, Map.of("v", "1"));
        server().describe(here, Map.of("team", "a"));

        RemoteRef metadata =
                new RemoteRef(here, "", "", true, Conversion.DEFAULT, Decoding.NONE, false);

        assertThat(second().values(metadata))
                .containsKeys("created_time", "current_version", "team");
    }

    @Test
    void aTokenThatIsNoneIsToldWithoutItself() {
        VaultStore store = store(Optional.of("secret"), true);

        assertThatThrownBy(
                        () ->
                                Vaults.anywhere(Clock.systemUTC())
                                        .open(store, credentials("hvs.wrong-c4n4ry"))
                                        .reader()
                                        .value(RemoteRef.of(here)))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("code 403")
                .hasMessageContaining("permission denied")
                .hasMessageNotContaining("wrong-c4n4ry");
    }

    @Test
    void aMountThatIsNotThereIsNoSecretThatIsGone() {
        assertThatThrownBy(() -> open(store(Optional.of("nowhere"), true)).value(RemoteRef.of("x")))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("nowhere/data/x");
    }

    @Test
    void aPathOfAnotherVersionOfTheEngineIsNoSecretThatIsGone() throws Exception {
        server().put(here, Map.of("v", "one"));

        assertThatThrownBy(
                        () -> open(store(Optional.of("secret"), false)).value(RemoteRef.of(here)))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("Invalid path for a versioned K/V secrets engine")
                .hasMessageContaining("spec.provider.vault.version");
    }

    // ---- how tests open it

    SecretsReader second() throws CannotSync {
        return open(store(Optional.of("secret"), true));
    }

    private SecretsReader withoutPath() throws CannotSync {
        return open(store(Optional.empty(), true));
    }

    private SecretsReader first() throws CannotSync {
        return open(store(Optional.of("kv"), false));
    }

    SecretsReader open(VaultStore store) throws CannotSync {
        return Vaults.anywhere(Clock.systemUTC())
                .open(store, credentials(server().rootToken()))
                .reader();
    }

    VaultStore store(Optional<String> path, boolean second) {
        return store(
                path, second, new VaultAuth.Token(new SecretRef("t", "token", Optional.empty())));
    }

    VaultStore store(Optional<String> path, boolean second, VaultAuth auth) {
        return new VaultStore(
                server().address(),
                path,
                second,
                "",
                "",
                Map.of(),
                Optional.empty(),
                false,
                false,
                Optional.of(auth));
    }

    /** The same, whatever is asked for. */
    static Credentials credentials(String secret) {
        return new Credentials() {
            @Override
            public String secret(SecretRef ref) {
                return secret;
            }

            @Override
            public String token(AccountRef account, Duration lifetime) {
                return secret;
            }

            @Override
            public String authorities(Authorities.Provided provided) {
                return "";
            }

            @Override
            public String service(String namespace, String name) {
                return "127.0.0.1";
            }
        };
    }

    private String property(String property) throws Exception {
        return text(
                second().value(
                                new RemoteRef(
                                        here,
                                        property,
                                        "",
                                        false,
                                        Conversion.DEFAULT,
                                        Decoding.NONE,
                                        false)));
    }

    private static DataFrom.Find named(String regexp) {
        return below("", Optional.of(regexp), Map.of());
    }

    private static DataFrom.Find below(
            String path, Optional<String> regexp, Map<String, String> tags) {
        return new DataFrom.Find(path, regexp, tags, Conversion.DEFAULT, Decoding.NONE, false);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
