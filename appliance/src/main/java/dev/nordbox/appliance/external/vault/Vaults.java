package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import java.net.http.HttpClient;
import java.time.Clock;

/** Opens Vaults. Thread safe. */
public final class Vaults {
    private final HttpClients clients = new HttpClients();
    private final Dialled.Places places;
    private final Clock clock;

    private Vaults(Dialled.Places places, Clock clock) {
        this.places = places;
        this.clock = clock;
    }

    /** Those on other machines, as the repositories' rule is. */
    public static Vaults elsewhere(Clock clock) {
        return new Vaults(Dialled.Places.ELSEWHERE, clock);
    }

    /** Those of this machine, too: for tests. */
    static Vaults anywhere(Clock clock) {
        return new Vaults(Dialled.Places.ANYWHERE, clock);
    }

    /**
     * Logs in.
     *
     * @throws CannotSync when it cannot be reached, or does not let in; the message says why
     */
    public VaultSession open(VaultStore store, Credentials credentials) throws CannotSync {
        String pem = "";
        if (store.authorities().isPresent()) {
            pem =
                    store.authorities().get() instanceof Authorities.Bundle bundle
                            ? bundle.pem()
                            : credentials.authorities(
                                    (Authorities.Provided) store.authorities().get());
        }
        Dialled dialled = Dialled.of(store.server(), places, credentials);
        HttpClient http = clients.of(pem, dialled.name());
        VaultConnection connection =
                new VaultConnection(http, dialled.server(), store, places, clock);
        return VaultSession.open(connection, store, credentials);
    }
}
