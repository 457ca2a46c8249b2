package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitUrl;
import java.util.List;

/** Knows the way into a repository. */
interface Logins {

    /**
     * @param urls the forms in which it is named, at least one
     * @return the one that there is a key for, and the key; without any, one that may be open
     * @throws GitException when no way in is known, or the one there is cannot be used
     */
    GitAccess to(List<GitUrl> urls) throws GitException;

    /** Tells whoever wants to know that other logins are there now, until it is closed. */
    default Watch onChange(Runnable changed) {
        return () -> {};
    }
}
