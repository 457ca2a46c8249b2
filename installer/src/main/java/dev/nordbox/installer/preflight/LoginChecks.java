package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Login;
import java.time.Duration;
import java.util.List;

/** Who the installer is on the host, and whether both agree on the time. */
final class LoginChecks {
    static final String SUDO = "sudo";
    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(1);
    private static final Duration GREATEST_SKEW = Duration.ofHours(1);

    private LoginChecks() {}

    static List<Check> all() {
        return List.of(LoginChecks::root, LoginChecks::clock);
    }

    static CheckResult root(HostFacts facts) {
        Login login = facts.login();
        if (login.root()) {
            return CheckResult.pass(SUDO, login.user() + " has root's rights");
        }
        return CheckResult.fail(
                SUDO,
                login.sudoRefusal().orElse(login.user() + " is not root"),
                "log in as root, or allow it without a password: echo '%1$s ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/%1$s"
                        .formatted(login.user()));
    }

    private static CheckResult clock(HostFacts facts) {
        Duration ahead = facts.clock().ahead();
        Duration skew = ahead.abs();
        String observed =
                skew.compareTo(TOLERATED_SKEW) < 0
                        ? "within a minute of this machine's"
                        : "%s %s".formatted(words(skew), ahead.isNegative() ? "behind" : "ahead");
        String fix = "on the server: timedatectl set-ntp true (and check this machine's clock)";
        if (skew.compareTo(GREATEST_SKEW) > 0) {
            return CheckResult.fail("clock", observed, fix);
        }
        if (skew.compareTo(TOLERATED_SKEW) > 0) {
            return CheckResult.warn("clock", observed, fix);
        }
        return CheckResult.pass("clock", observed);
    }

    private static String words(Duration skew) {
        return skew.toHours() > 0 ? skew.toHours() + " h" : skew.toMinutes() + " min";
    }
}
