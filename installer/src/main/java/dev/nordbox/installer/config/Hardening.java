package dev.nordbox.installer.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What is hardened on the host itself, beside the guard; each can be left to somebody else.
 *
 * @param sshd it takes keys only
 * @param updates security updates come by themselves
 * @param auditd it watches what opens the box; with a profile only
 * @param time a time service runs
 * @param sysctl the kernel's parameters, beyond those that k3s does not start without
 */
public record Hardening(
        boolean sshd, boolean updates, boolean auditd, boolean time, boolean sysctl) {
    /** What holds unless somebody says otherwise. */
    public static final Hardening STANDARD = new Hardening(true, true, true, true, true);

    /** A host that is left as it is. */
    public static final Hardening NONE = new Hardening(false, false, false, false, false);

    static Hardening of(Section section) {
        Hardening hardening =
                new Hardening(
                        section.flag("sshd"),
                        section.flag("updates"),
                        section.flag("auditd"),
                        section.flag("time"),
                        section.flag("sysctl"));
        section.done();
        return hardening;
    }

    /** The switches of the host's upkeep that are off, as nordbox.yaml calls them. */
    public List<String> offUpkeep() {
        List<String> off = new ArrayList<>();
        if (!updates) {
            off.add("hardening.updates");
        }
        if (!auditd) {
            off.add("hardening.auditd");
        }
        if (!time) {
            off.add("hardening.time");
        }
        if (!sysctl) {
            off.add("hardening.sysctl");
        }
        return off;
    }
}
