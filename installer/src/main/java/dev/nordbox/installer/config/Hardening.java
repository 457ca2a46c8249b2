package dev.nordbox.installer.config;

/**
 * What is hardened on the host itself, beside the guard; each can be left to somebody else.
 *
 * @param sshd it takes keys only
 * @param updates security updates come by themselves
 * @param auditd it watches what opens the box; with a profile only
 */
public record Hardening(boolean sshd, boolean updates, boolean auditd) {
    /** What holds unless somebody says otherwise. */
    public static final Hardening STANDARD = new Hardening(true, true, true);

    /** A host that is left as it is. */
    public static final Hardening NONE = new Hardening(false, false, false);

    static Hardening of(Section section) {
        Hardening hardening =
                new Hardening(
                        section.flag("sshd"), section.flag("updates"), section.flag("auditd"));
        section.done();
        return hardening;
    }
}
