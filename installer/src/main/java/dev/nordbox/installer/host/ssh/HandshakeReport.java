package dev.nordbox.installer.host.ssh;

/** Hears what happens at a hop; {@code doctor ssh} writes it down. */
interface HandshakeReport {
    HandshakeReport NONE =
            new HandshakeReport() {
                @Override
                public void began(Hop hop, HostKeyCheck hostKey, LoginTrace trace) {
                    // Nobody wants to know.
                }

                @Override
                public void agreed(Agreement agreement) {
                    // Nobody wants to know.
                }
            };

    /** An attempt begins; what it holds fills up. */
    void began(Hop hop, HostKeyCheck hostKey, LoginTrace trace);

    /** It ended in a login. */
    void agreed(Agreement agreement);
}
