package dev.nordbox.appliance.external.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.RemoteRef;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How stores log in, and what is said when they may not. */
abstract class VaultLoginContract extends VaultContract {
    private static final TrialJwt ISSUER = new TrialJwt();
    private static final SecretRef STORED = new SecretRef("s", "key", Optional.empty());

    @Test
    void anAppRoleLogsInReadsAndLogsOut() throws Exception {
        server().admitAppRole(here, "r-" + here, "the-secret-id");
        server().put(here, Map.of("v", "1"));
        int before = server().tokens();

        try (VaultSession session = logIn(appRole(), "the-secret-id")) {
            session.check();
            assertThat(text(session.reader().value(RemoteRef.of(here)))).contains("1");
            assertThat(server().tokens()).isEqualTo(before + 1);
        }

        assertThat(server().tokens()).isEqualTo(before);
    }

    @Test
    void theIdOfItsRoleMayBeASecretToo() throws Exception {
        server().admitAppRole(here, "both-" + here, "both-" + here);
        server().put(here, Map.of("v", "1"));
        VaultAuth auth = new VaultAuth.AppRole(here, Optional.empty(), Optional.of(STORED), STORED);

        try (VaultSession session = logIn(auth, "both-" + here)) {
            assertThat(text(session.reader().value(RemoteRef.of(here)))).contains("1");
        }
    }

    @Test
    void aWrongSecretIdIsToldWithoutItself() {
        server().admitAppRole(here, "r-" + here, "right");

        assertThatThrownBy(() -> logIn(appRole(), "c4n4ry-3c"))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("cannot log in to Vault")
                .hasMessageContaining("invalid role or secret ID")
                .hasMessageNotContaining("c4n4ry-3c");
    }

    @Test
    void aPathThatNoPolicyAllowsIsNamed() throws Exception {
        server().admitAppRole(here, "r-" + here, "the-secret-id");
        server().putFirst(here, Map.of("v", "1"));
        VaultStore store = store(Optional.of("kv"), false, appRole());

        try (VaultSession session = logIn(store, "the-secret-id")) {
            assertThatThrownBy(() -> session.reader().value(RemoteRef.of(here)))
                    .isInstanceOf(CannotSync.class)
                    .hasMessageContaining("permission denied")
                    .hasMessageContaining("have to allow read on kv/" + here);
        }
    }

    @Test
    void aStoredTokenLogsInByItsSignatureAudienceAndRole() throws Exception {
        server().admitJwt(here, "reader", "vault", ISSUER);
        server().put(here, Map.of("v", "1"));
        String good = ISSUER.account("apps", "db", "vault");
        int before = server().tokens();

        try (VaultSession session = logIn(stored("reader"), good)) {
            assertThat(text(session.reader().value(RemoteRef.of(here)))).contains("1");
        }

        assertThat(server().tokens()).isEqualTo(before);
        refused(stored("nobody"), good, "role \"nobody\" could not be found");
        refused(stored("reader"), ISSUER.account("apps", "db", "x"), "audience claim does not");
        refused(
                stored("reader"),
                new TrialJwt().account("apps", "db", "vault"),
                "no known key successfully validated the token signature");
    }

    @Test
    void aServiceAccountLogsInByItsNameAudienceAndRole() throws Exception {
        server().admitAccount(here, "reader", "apps:db", "vault");
        server().put(here, Map.of("v", "1"));
        String good = ISSUER.account("apps", "db", "vault");
        int before = server().tokens();

        try (VaultSession session = logIn(account("reader"), good)) {
            assertThat(text(session.reader().value(RemoteRef.of(here)))).contains("1");
        }

        assertThat(server().tokens()).isEqualTo(before);
        refused(account("nobody"), good, "invalid role name \"nobody\"");
        refused(account("reader"), ISSUER.account("apps", "db", "x"), "audience claim does not");
        refused(
                account("reader"),
                ISSUER.account("apps", "other", "vault"),
                "service account name not authorized");
    }

    @Test
    void aMethodThatIsNotMountedIsLookedForInTheStore() {
        refused(account("reader"), ISSUER.account("apps", "db", "vault"), "permission denied");
    }

    private void refused(VaultAuth auth, String jwt, String words) {
        assertThatThrownBy(() -> logIn(auth, jwt))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("cannot log in to Vault")
                .hasMessageContaining(words)
                .hasMessageContaining("see spec.provider.vault.auth of the store")
                .hasMessageNotContaining("policies")
                .hasMessageNotContaining(jwt);
    }

    private VaultAuth appRole() {
        return new VaultAuth.AppRole(here, Optional.of("r-" + here), Optional.empty(), STORED);
    }

    private VaultAuth stored(String role) {
        return new VaultAuth.ServiceAccount(
                here, role, Optional.empty(), Optional.of(STORED), Duration.ofMinutes(10));
    }

    private VaultAuth account(String role) {
        AccountRef made = new AccountRef("db", Optional.empty(), List.of("vault"));
        return new VaultAuth.ServiceAccount(
                here, role, Optional.of(made), Optional.empty(), Duration.ofMinutes(10));
    }

    private VaultSession logIn(VaultAuth auth, String credential) throws CannotSync {
        return logIn(store(Optional.of("secret"), true, auth), credential);
    }

    private static VaultSession logIn(VaultStore store, String credential) throws CannotSync {
        return Vaults.anywhere(Clock.systemUTC()).open(store, credentials(credential));
    }
}
