package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import java.time.Duration;

/** What a store needs of the cluster it is in. Messages of what is thrown carry no value. */
public interface Credentials {

    String secret(SecretRef ref) throws CannotSync;

    String token(AccountRef account, Duration lifetime) throws CannotSync;

    /** PEM. */
    String authorities(Authorities.Provided provided) throws CannotSync;

    /**
     * Where a Service of the cluster is reached from this machine, which does not know the
     * cluster's names.
     *
     * @return an address
     */
    String service(String namespace, String name) throws CannotSync;
}
