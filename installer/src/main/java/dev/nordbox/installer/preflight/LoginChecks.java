package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostClock;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Login;
import java.time.Duration;
import java.util.List;

/** Who the installer is on the host, and whether both agree on the time. */
final class LoginChecks {
    static final String SUDO = "sudo";

    /** What helps a check that sees too little without root's rights. */
    static final String FIRST_ROOT = "get root's rights first, as `sudo` above says";

    private static final Duration GREATEST_SKEW = Duration.ofHours(1);

    private static final Mend KEEP_TIME =
            new Mend(
                    "install and start a time service, unless one is there",
                    Mend.packageScript("keep the clock right", "keep-time.sh"));

    /** What removal and upgrade need as well. */
    static final Check ROOT =
            Check.must(
                    "packet filter, units and k3s itself are root's: k3s, requirements",
                    LoginChecks::root);

    private LoginChecks() {}

    static List<Check> all() {
        return List.of(
                ROOT,
                Check.must(
                        "certificates are not valid before their time: Kubernetes, PKI"
                                + " certificates",
                        LoginChecks::clock),
                Check.should(
                                "etcd and certificates count on a clock that somebody keeps right:"
                                        + " k3s, requirements",
                                LoginChecks::timeService)
                        .mendedBy(KEEP_TIME));
    }

    static CheckResult root(HostFacts facts) {
        Login login = facts.login();
        if (login.root()) {
            return CheckResult.pass(SUDO, login.user() + " has root's rights");
        }
        return login.rootRefusal()
                .map(refusal -> CheckResult.fail(SUDO, refusal.what(), refusal.remedy()))
                .orElseGet(
                        () ->
                                CheckResult.fail(
                                        SUDO,
                                        login.user() + " is not root",
                                        "log in as root: --host root@SERVER"));
    }

    private static CheckResult clock(HostFacts facts) {
        HostClock clock = facts.clock();
        if (clock.agrees()) {
            return CheckResult.pass("clock", "within a minute of this machine's");
        }
        String fix = "on the server: timedatectl set-ntp true (and check this machine's clock)";
        return clock.ahead().abs().compareTo(GREATEST_SKEW) > 0
                ? CheckResult.fail("clock", clock.words(), fix)
                : CheckResult.warn("clock", clock.words(), fix);
    }

    private static CheckResult timeService(HostFacts facts) {
        boolean synchronised =
                facts.clock().synchronised()
                        || facts.around()
                                .first("clock-synchronised")
                                .filter("yes"::equals)
                                .isPresent();
        return synchronised
                ? CheckResult.pass("time service", "keeps the clock right")
                : CheckResult.warn(
                        "time service",
                        "none says that the clock is right",
                        "on the server: apt-get install systemd-timesyncd; timedatectl set-ntp"
                                + " true");
    }
}
