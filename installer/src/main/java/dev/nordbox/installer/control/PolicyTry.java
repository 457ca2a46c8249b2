package dev.nordbox.installer.control;

/**
 * One attempt to connect.
 *
 * @param from {@code host}, {@code bare}, a namespace, or a namespace with {@code +api}
 * @param to the same, with {@code /6} for its link-local IPv6 address; or an IPv4 address
 * @param want what is waited for, since policies are programmed a moment after a pod has its
 *     address
 */
record PolicyTry(String from, String to, int port, Kind kind, Want want) {
    enum Kind {
        TCP("tcp"),
        DNS_UDP("dnsudp"),
        DNS_TCP("dnstcp");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    enum Want {
        OPEN("open"),
        DENIED("denied"),
        ANY("any");

        private final String word;

        Want(String word) {
            this.word = word;
        }
    }

    static PolicyTry denied(String from, String to, int port) {
        return new PolicyTry(from, to, port, Kind.TCP, Want.DENIED);
    }

    static PolicyTry open(String from, String to, int port) {
        return new PolicyTry(from, to, port, Kind.TCP, Want.OPEN);
    }

    /**
     * The same target from the host: every policy lets the node in, so that it shows who listens.
     */
    PolicyTry fromHost() {
        return new PolicyTry(PolicyPlan.HOST, to, port, kind, Want.ANY);
    }

    /** As the script takes it. */
    String argument() {
        return key() + ":" + want.word;
    }

    /** As the script names it in its answer. */
    String key() {
        return "%s>%s:%d:%s".formatted(from, to, port, kind.word);
    }

    /** For people: {@code web to 203.0.113.7:22}. */
    @Override
    public String toString() {
        return "%s to %s:%d".formatted(from, to, port);
    }
}
