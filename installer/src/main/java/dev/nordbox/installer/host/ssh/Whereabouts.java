package dev.nordbox.installer.host.ssh;

/**
 * Where a login ends.
 *
 * @param direct no jump host is passed; behind one, the address is that of another network, in
 *     which somebody else may have it here
 */
public record Whereabouts(SshTarget target, boolean direct) {}
