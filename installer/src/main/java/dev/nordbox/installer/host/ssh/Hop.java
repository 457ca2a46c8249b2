package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.config.HostSettings;
import dev.nordbox.installer.host.ssh.config.Query;

/**
 * One host on the way, and the last of them where it ends.
 *
 * @param settings what ssh's configuration says about it
 * @param jump it is passed through only
 */
record Hop(SshTarget target, HostSettings settings, boolean jump) {

    /** What it is called in known_hosts. */
    String knownHostsName() {
        return settings.hostKeys().alias().orElseGet(target::knownHostsName);
    }

    /** The name that a host certificate has to hold: never with a port. */
    String certifiedName() {
        return settings.hostKeys().alias().orElseGet(target::host);
    }

    /** How {@code --host} would name it with another user: by the name that was typed. */
    String typedAs(String user) {
        Query typed = settings.query();
        String host = typed.host().contains(":") ? "[" + typed.host() + "]" : typed.host();
        return user + "@" + host + typed.port().map(port -> ":" + port).orElse("");
    }

    @Override
    public String toString() {
        String typed = settings.query().host();
        boolean renamed = !typed.equalsIgnoreCase(target.host());
        return target.name() + (renamed ? " (" + typed + ")" : "");
    }
}
