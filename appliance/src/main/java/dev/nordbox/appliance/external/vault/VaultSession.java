package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.SecretsReader;
import dev.nordbox.appliance.manifest.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One visit to a Vault: logged in for it, and logged out at its end. */
public final class VaultSession implements AutoCloseable {
    private final VaultConnection connection;
    private final VaultStore store;
    private final boolean ownToken;

    private VaultSession(VaultConnection connection, VaultStore store, boolean ownToken) {
        this.connection = connection;
        this.store = store;
        this.ownToken = ownToken;
    }

    static VaultSession open(VaultConnection connection, VaultStore store, Credentials credentials)
            throws CannotSync {
        if (store.auth().isEmpty()) {
            return new VaultSession(connection, store, false);
        }
        VaultAuth auth = store.auth().get();
        if (auth instanceof VaultAuth.Token token) {
            connection.speakAs(credentials.secret(token.token()));
            return new VaultSession(connection, store, false);
        }
        connection.goTo(store.authNamespace());
        boolean revocable =
                auth instanceof VaultAuth.AppRole role
                        ? login(connection, role, credentials)
                        : login(connection, (VaultAuth.ServiceAccount) auth, credentials);
        connection.goTo(store.namespace());
        return new VaultSession(connection, store, revocable);
    }

    private static boolean login(
            VaultConnection connection, VaultAuth.AppRole role, Credentials credentials)
            throws CannotSync {
        String id =
                role.roleId().isPresent()
                        ? role.roleId().get()
                        : credentials.secret(role.roleRef().orElseThrow());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("role_id", connection.unspoken().remember(id));
        body.put("secret_id", connection.unspoken().remember(credentials.secret(role.secretId())));
        return login(connection, role.path(), body);
    }

    private static boolean login(
            VaultConnection connection, VaultAuth.ServiceAccount account, Credentials credentials)
            throws CannotSync {
        String jwt =
                account.account().isPresent()
                        ? credentials.token(account.account().get(), account.lifetime())
                        : credentials.secret(account.token().orElseThrow());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("role", account.role());
        body.put("jwt", connection.unspoken().remember(jwt));
        return login(connection, account.path(), body);
    }

    /** Whether the token can be ended: a batch token cannot. */
    private static boolean login(VaultConnection connection, String mount, Map<String, Object> body)
            throws CannotSync {
        Optional<Map<String, Object>> answer;
        try {
            answer = connection.write("auth/" + mount + "/login", body);
        } catch (CannotSync e) {
            throw CannotSync.data("cannot log in to Vault: " + e.getMessage());
        }
        String token = answer.flatMap(one -> Fields.text(one, "auth", "client_token")).orElse("");
        if (token.isEmpty()) {
            throw CannotSync.data(
                    "cannot log in to Vault: auth/" + mount + "/login gives no token");
        }
        connection.speakAs(token);
        return !answer.flatMap(one -> Fields.text(one, "auth", "token_type"))
                .equals(Optional.of("batch"));
    }

    public SecretsReader reader() {
        return new VaultReader(connection, store);
    }

    /**
     * Asks Vault who we are.
     *
     * @throws CannotSync when it does not know
     */
    public void check() throws CannotSync {
        if (connection.hasToken() && connection.read("auth/token/lookup-self", "").isEmpty()) {
            throw CannotSync.data("Vault does not know the token");
        }
    }

    /** A token that was made for this visit ends with it; if not now, then by its own time. */
    @Override
    public void close() {
        if (!ownToken) {
            return;
        }
        try {
            connection.write("auth/token/revoke-self", Map.of());
        } catch (CannotSync e) {
            return; // Vault ends it by itself
        }
    }
}
