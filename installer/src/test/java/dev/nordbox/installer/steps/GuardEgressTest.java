package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.StepFailed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardEgressTest {
    private static final Endpoint GIT = HeldTo.endpoint("git", "203.0.113.20/32", "22/tcp", false);
    private static final Endpoint REGISTRY =
            HeldTo.endpoint("registry", "2001:db8:1::/48", "443/tcp", true);

    @Test
    void withoutAProfileNothingIsClosedOnTheWayOut() throws ProblemException {
        String rules = rulesAfterUp(Specs.plain());

        assertThat(chain(rules, "output"))
                .contains("policy accept")
                .doesNotContain("egress denied");
        assertThat(rules).contains("iifname { \"cni0\", ");
    }

    @Test
    void theWorkloadsOfARehearsalReachNothingOutside() throws ProblemException {
        InstallSpec rehearsal =
                Specs.withFirewall(new BoxConfig.Firewall(List.of(), List.of(), List.of(), true));

        assertThat(chain(rulesAfterUp(rehearsal), "forward"))
                .containsSubsequence("oifname { \"cni0\", ", "comment \"pod egress denied\"")
                .doesNotContain("\"flannel-wg\" } accept\n        ct status");
        assertThat(chain(rulesAfterUp(HeldTo.nordic(rehearsal, GIT, REGISTRY)), "forward"))
                .doesNotContain("2001:db8:1:0:0:0:0:0/48")
                .contains("comment \"pod egress denied\"");
    }

    @Test
    void hostAndPodsReachWhatIsListedForThemAndNothingElse() throws ProblemException {
        String rules = rulesAfterUp(HeldTo.nordic(Specs.plain(), GIT, REGISTRY));

        assertThat(chain(rules, "output"))
                .contains("policy drop")
                .containsSubsequence(
                        "ip daddr 203.0.113.20/32 tcp dport { 22 } accept comment \"egress git\"",
                        "ip6 daddr 2001:db8:1:0:0:0:0:0/48 tcp dport { 443 } accept",
                        "counter reject with icmpx admin-prohibited comment \"host egress denied\"");
        assertThat(chain(rules, "forward"))
                .contains("policy drop")
                .doesNotContain("203.0.113.20")
                .containsSubsequence(
                        "ip daddr { 169.254.169.254/32 } counter drop",
                        "ip6 daddr 2001:db8:1:0:0:0:0:0/48 tcp dport { 443 } accept",
                        "reject with icmpx admin-prohibited comment \"pod egress denied\"",
                        "ct status dnat");
    }

    @Test
    void whatAPodSendsOnIsNeverTakenForSettled() throws ProblemException {
        String forward = chain(rulesAfterUp(HeldTo.nordic(Specs.plain(), GIT)), "forward");

        assertThat(forward.lines().filter(line -> line.contains("established")))
                .isNotEmpty()
                .allMatch(line -> line.contains("ct direction reply"));
    }

    @Test
    void aBoxIsNotClosedAgainstItsOwnRepository() {
        InstallSpec spec = withRepository("ssh://git@git.example.no:2222/ops/box.git");

        assertThatThrownBy(() -> rulesAfterUp(HeldTo.nordic(spec, GIT)))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining("git.example.no, port 2222")
                .hasMessageContaining("host: git.example.no");
    }

    @Test
    void aBoxIsNotClosedAgainstTheStoreOfItsKits() throws ProblemException {
        InstallSpec held = withKitsIn(HeldTo.nordic(Specs.plain(), GIT));

        assertThatThrownBy(() -> rulesAfterUp(held))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining("the store of kits kits.s3.example.no, port 443")
                .hasMessageContaining("host: kits.s3.example.no");

        Endpoint store =
                new Endpoint(
                        "kits",
                        List.of("203.0.113.30/32"),
                        Optional.of("kits.s3.example.no"),
                        List.of("443/tcp"),
                        false,
                        "",
                        Optional.empty(),
                        Optional.empty());
        String rules = rulesAfterUp(withKitsIn(HeldTo.nordic(Specs.plain(), GIT, store)));
        assertThat(chain(rules, "output"))
                .contains(
                        "ip daddr 203.0.113.30/32 tcp dport { 443 } accept comment \"egress kits\"");
    }

    private static InstallSpec withKitsIn(InstallSpec spec) {
        BackupConfig backup =
                new BackupConfig(
                        List.of(),
                        new Schedule("every 6h", "*-*-* 00/6:00:00", Duration.ofHours(6)),
                        new Target.S3(
                                "https://s3.example.no",
                                "kits",
                                "",
                                "no-1",
                                false,
                                Optional.empty(),
                                Optional.empty()),
                        new Keep(3, 7, 4, 6),
                        Duration.ofHours(12));
        return new InstallSpec(spec.config().with(Optional.of(backup)), spec.artifacts());
    }

    @Test
    void aRepositoryIsListedByAddressOrByName() throws ProblemException {
        Endpoint named =
                new Endpoint(
                        "git",
                        List.of("192.0.2.1/32"),
                        Optional.of("git.example.no"),
                        List.of("443/tcp"),
                        false,
                        "",
                        Optional.empty(),
                        Optional.empty());

        rulesAfterUp(HeldTo.nordic(withRepository("https://git.example.no/ops/box.git"), named));
        rulesAfterUp(HeldTo.nordic(withRepository("ssh://git@203.0.113.20/ops/box.git"), GIT));
    }

    @Test
    void aSecondRunChangesNothingAndLeavingTheProfileOpensAgain() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        Provisioning.ofHostSteps(HeldTo.nordic(Specs.plain(), GIT)).up(host);

        assertThat(Provisioning.ofHostSteps(HeldTo.nordic(Specs.plain(), GIT)).up(host).changed())
                .isEmpty();
        assertThat(Provisioning.ofHostSteps(Specs.plain()).up(host).changed())
                .extracting(step -> step.id())
                .containsExactly("guard");
        assertThat(chain(host.text(RaiseGuard.RULES).orElseThrow(), "output"))
                .contains("policy accept")
                .doesNotContain("egress denied");
    }

    private static InstallSpec withRepository(String url) {
        InstallSpec plain = Specs.plain();
        return HeldTo.with(
                plain,
                new BoxConfig.Git(url, "HEAD", "", Optional.empty(), Optional.empty()),
                plain.config().profile());
    }

    private static String rulesAfterUp(InstallSpec spec) throws ProblemException {
        FakeHost host = FakeHost.debian12();
        Provisioning.ofHostSteps(spec).up(host);
        return host.text(RaiseGuard.RULES).orElseThrow();
    }

    private static String chain(String rules, String name) {
        int start = rules.indexOf("chain " + name + " {");
        return rules.substring(start, rules.indexOf("\n    }", start));
    }
}
