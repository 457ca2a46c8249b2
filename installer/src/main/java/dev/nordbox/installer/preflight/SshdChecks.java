package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import java.util.List;

/** How the way in is set up. */
final class SshdChecks {
    private SshdChecks() {}

    static List<Check> all() {
        return List.of(
                Check.should(
                        "`kubeconfig` and the status page go through it: README",
                        SshdChecks::forwarding),
                Check.should(
                        "passwords are guessed all day long: CIS Debian, 5.1",
                        SshdChecks::passwords));
    }

    private static String setting(HostFacts facts, String key) {
        return facts.around().of("sshd", key).orElse("not known");
    }

    private static CheckResult forwarding(HostFacts facts) {
        String setting = setting(facts, "allowtcpforwarding");
        return setting.equals("no") || setting.equals("remote")
                ? CheckResult.warn(
                        "ssh forwarding",
                        "AllowTcpForwarding " + setting,
                        "echo 'AllowTcpForwarding local' >/etc/ssh/sshd_config.d/00-forwarding.conf;"
                                + " systemctl reload ssh")
                : CheckResult.pass("ssh forwarding", setting);
    }

    private static CheckResult passwords(HostFacts facts) {
        boolean open = setting(facts, "passwordauthentication").equals("yes");
        boolean root = setting(facts, "permitrootlogin").equals("yes");
        return open && root
                ? CheckResult.warn(
                        "ssh passwords",
                        "root can log in with a password",
                        "`up` has sshd take keys only where nobody is locked out by it; or at once:"
                                + " echo 'PermitRootLogin prohibit-password'"
                                + " >/etc/ssh/sshd_config.d/00-root.conf; systemctl reload ssh")
                : CheckResult.pass("ssh passwords", "no password opens root");
    }
}
