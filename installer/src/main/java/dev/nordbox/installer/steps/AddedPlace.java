package dev.nordbox.installer.steps;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a file that the user's templates add may go, and why not elsewhere. */
final class AddedPlace {
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9@+:_-][A-Za-z0-9.@+:_-]*)+");
    private static final List<String> ROOTS = List.of("/etc/", "/usr/local/", "/opt/");

    /**
     * A mistake in one of these locks everybody out, or out at the next login, and nobody would be
     * there to take it back: what sshd starts with and asks, what every shell reads first, what the
     * kernel and the network come up with.
     */
    private static final List<String> DOORS =
            List.of(
                    "/etc/ssh",
                    "/etc/systemd/system/ssh",
                    "/etc/pam.d/",
                    "/etc/security/",
                    "/etc/sudoers",
                    "/etc/passwd",
                    "/etc/shadow",
                    "/etc/group",
                    "/etc/gshadow",
                    "/etc/nologin",
                    "/etc/login.defs",
                    "/etc/default/ssh",
                    "/etc/profile",
                    "/etc/bash.bashrc",
                    "/etc/zsh",
                    "/etc/csh",
                    "/etc/fish",
                    "/etc/environment",
                    "/etc/shells",
                    "/etc/sysctl",
                    "/etc/systemd/logind",
                    "/etc/systemd/system/systemd-",
                    "/etc/default/grub",
                    "/etc/udev/",
                    "/etc/modprobe.d/",
                    "/etc/hosts.allow",
                    "/etc/hosts.deny",
                    "/etc/nsswitch.conf",
                    "/etc/ld.so",
                    "/etc/fstab",
                    "/etc/nftables",
                    "/etc/iptables",
                    "/etc/ufw",
                    "/etc/firewalld",
                    "/etc/network",
                    "/etc/netplan/",
                    "/etc/systemd/network");

    /** Written without a template of that name. */
    private static final Set<String> OURS =
            Set.of(
                    K3sFiles.BINARY,
                    "/etc/rancher/k3s/registries.yaml",
                    "/etc/rancher/k3s/k3s.yaml",
                    SystemdUnit.path(K3sFiles.UNIT));

    /** In words for the template's problem. */
    record Refusal(String what, String remedy) {}

    private AddedPlace() {}

    /**
     * @param path absolute
     * @param ours whether a template of nordbox becomes that file
     */
    static Optional<Refusal> refusal(String path, boolean ours) {
        if (ours || OURS.contains(path)) {
            return refusal(
                    "becomes " + path + ", which nordbox writes itself",
                    "see nordbox.yaml; what has a template is replaced by a file of its path outside own/");
        }
        if (path.contains("nordbox")) {
            return refusal(
                    "becomes " + path + ": that name is kept for nordbox's own files",
                    "give it another name");
        }
        if (!PLAIN.matcher(path).matches()) {
            return refusal(
                    "becomes a path with other characters than letters, digits and . _ - + : @, or"
                            + " with a hidden part",
                    "rename it");
        }
        if (ROOTS.stream().noneMatch(path::startsWith)) {
            return refusal(
                    "becomes "
                            + path
                            + ", and files are added below /etc, /usr/local and /opt only",
                    "put it below one of those");
        }
        if (DOORS.stream().anyMatch(path::startsWith)) {
            return refusal(
                    "becomes " + path + ", and a mistake in it may lock everybody out",
                    "see what nordbox.yaml can set there, or write it by hand with a session open");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refusal(String what, String remedy) {
        return Optional.of(new Refusal(what, remedy));
    }
}
