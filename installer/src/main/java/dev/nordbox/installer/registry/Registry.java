package dev.nordbox.installer.registry;

import java.util.List;

/** A registry of addresses. */
@FunctionalInterface
public interface Registry {

    /**
     * Asks nobody.
     *
     * @param why not
     */
    static Registry untried(String why) {
        return (base, addresses) ->
                addresses.stream().map(address -> Registration.unknown(address, why)).toList();
    }

    /**
     * One answer an address, in order; what went wrong is an answer, too.
     *
     * @param base where it answers, up to {@code /ip/}
     */
    List<Registration> of(String base, List<String> addresses);
}
