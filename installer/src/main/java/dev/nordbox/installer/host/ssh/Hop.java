package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.config.HostSettings;

/**
 * One host on the way, and the last of them where it ends.
 *
 * @param settings what ssh's configuration says about it
 */
record Hop(SshTarget target, HostSettings settings) {

    /** What it is called in known_hosts. */
    String knownHostsName() {
        return settings.hostKeys().alias().orElseGet(target::knownHostsName);
    }

    /** The name that a host certificate has to hold: never with a port. */
    String certifiedName() {
        return settings.hostKeys().alias().orElseGet(target::host);
    }

    @Override
    public String toString() {
        String typed = settings.query().host();
        boolean renamed = !typed.equalsIgnoreCase(target.host());
        return target.name() + (renamed ? " (" + typed + ")" : "");
    }
}
