package dev.nordbox.appliance.residency;

import java.util.List;
import java.util.Optional;

/**
 * One way in from outside, whatever controller makes it so.
 *
 * @param hosts it answers for, as written
 * @param unnamed how it answers for other hosts, too, in a sentence; empty: it does not
 * @param plain how it is used without TLS; empty: it is not
 */
record Door(List<String> hosts, Optional<String> unnamed, Optional<Plain> plain) {

    Door {
        hosts = List.copyOf(hosts);
    }

    /**
     * @param what is so, in a sentence
     * @param remedy what makes it TLS
     */
    record Plain(String what, String remedy) {

        static Optional<Plain> unless(boolean tls, String what, String remedy) {
            return tls ? Optional.empty() : Optional.of(new Plain(what, remedy));
        }
    }
}
