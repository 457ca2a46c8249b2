package dev.nordbox.installer.host.ssh.hostkey;

/** What becomes of a host key that known_hosts does not hold. */
public enum FirstContact {
    /** A person is asked; without one the host is refused. */
    ASK,
    /**
     * Of a host that nobody knows it is taken and remembered; another one than before is refused.
     */
    ACCEPT_NEW,
    /** A person may put it in the place of an older one: the host was rebuilt. */
    REPLACE
}
