package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.installer.config.BoxConfig.Firewall;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepFailed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final List<String> WEB = List.of("80/tcp", "443/tcp");

    @Test
    void whoIsLockedOutWaitsForAMinuteUnlessTheHostIsSlow() {
        assertThat(CommitConfirm.Patience.of(Duration.ofSeconds(5), 10).revertAfter())
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(CommitConfirm.Patience.of(Duration.ZERO, 0))
                .isEqualTo(CommitConfirm.Patience.USUAL);
        assertThat(CommitConfirm.Patience.of(Duration.ofSeconds(30), 10))
                .isEqualTo(
                        new CommitConfirm.Patience(
                                Duration.ofSeconds(90), Duration.ofSeconds(105)));
        assertThat(CommitConfirm.Patience.of(Duration.ofMinutes(10), 2).revertAfter())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void whoHasToTypeSomethingForTheProofGetsTwoMinutes() {
        FakeHost host = FakeHost.debian12();
        host.machine.loggedInByKey = false;

        assertThat(CommitConfirm.Patience.with(host).revertAfter())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void theApiIsForTheAddressThatUpComesFromUnlessSaidOtherwise() throws ProblemException {
        String rules = rulesAfterUp(FakeHost.debian12(), new Firewall(List.of(), List.of(), WEB));

        assertThat(set(rules, "admins4")).contains("elements = { 198.51.100.7/32 }");
        assertThat(set(rules, "admins6")).doesNotContain("elements");
        assertThat(rules).contains("tcp dport { 22 } accept").contains("policy drop");
    }

    @Test
    void aRunFromElsewhereKeepsTheAdmins() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        Provisioning box =
                Provisioning.ofHostSteps(
                        Specs.withFirewall(new Firewall(List.of(), List.of(), WEB)));
        box.up(host);

        host.machine.sshConnection = "192.0.2.99 50000 203.0.113.7 22";
        host.reconnect();

        assertThat(box.up(host).changed()).isEmpty();
        assertThat(host.text(RaiseGuard.RULES).orElseThrow()).contains("198.51.100.7");
    }

    @Test
    void configuredRangesAreWrittenInCanonicalForm() throws ProblemException {
        String rules =
                rulesAfterUp(
                        FakeHost.debian12(),
                        new Firewall(
                                List.of("203.0.113.77/24", "2001:db8::1/32", "203.0.113.1/24"),
                                List.of("198.51.100.7", "2001:db8::/32"),
                                List.of("8000-8010/tcp", "51820/udp")));

        assertThat(set(rules, "admins4")).contains("elements = { 203.0.113.0/24 }");
        assertThat(set(rules, "admins6")).contains("elements = { 2001:db8:0:0:0:0:0:0/32 }");
        assertThat(set(rules, "open_tcp")).contains("elements = { 8000-8010 }");
        assertThat(set(rules, "open_udp")).contains("elements = { 51820 }");
        assertThat(rules)
                .contains("ip saddr { 198.51.100.7/32 } tcp dport { 22 } accept")
                .contains("ip6 saddr { 2001:db8:0:0:0:0:0:0/32 } tcp dport { 22 } accept")
                .doesNotContain("        tcp dport { 22 } accept");
    }

    @Test
    void everyPortThatSshdListensOnStaysReachable() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.sshConnection = "198.51.100.7 50000 203.0.113.7 2222";
        host.machine.sshdListens.add("[::]:2200");

        String rules = rulesAfterUp(host, new Firewall(List.of(), List.of(), WEB));

        assertThat(rules).contains("tcp dport { 22, 2200, 2222 } accept");
    }

    @Test
    void aForwardThatAUserOfSshdOpenedStaysClosed() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.sockets.add(
                "tcp LISTEN 0 128 0.0.0.0:8080 0.0.0.0:* users:((\"sshd-session\",pid=7,fd=9))");
        host.machine.sshdListens.add("127.0.0.1:2022");

        String rules = rulesAfterUp(host, new Firewall(List.of(), List.of(), WEB));

        assertThat(rules).contains("tcp dport { 22 } accept").doesNotContain("8080", "2022");
    }

    @Test
    void podsDoNotReachTheMetadataServiceWhateverPoliciesAllow() throws ProblemException {
        String rules = rulesAfterUp(FakeHost.debian12(), new Firewall(List.of(), List.of(), WEB));

        assertThat(rules.substring(rules.indexOf("chain forward")))
                .containsSubsequence(
                        "ip daddr { 169.254.169.254/32 } counter drop",
                        "ip6 daddr { fd00:ec2:0:0:0:0:0:254/128 } counter drop",
                        "iifname { \"cni0\"");
    }

    @Test
    void theEndpointsForKubesealAreForTheApiServerAlone() throws ProblemException {
        String rules = rulesAfterUp(FakeHost.debian12(), new Firewall(List.of(), List.of(), WEB));

        String port = "tcp dport " + ControllerConfig.Sealing.STANDARD.port();
        assertThat(rules)
                .containsSubsequence(
                        "chain input",
                        "\"flannel-wg\" } " + port + " counter drop",
                        "\"flannel-wg\" } accept",
                        "chain output",
                        "oifname \"lo\" " + port + " meta skuid != 0 counter reject");
    }

    @Test
    void noOtherTableIsTouched() throws ProblemException {
        String rules = rulesAfterUp(FakeHost.debian12(), new Firewall(List.of(), List.of(), WEB));

        assertThat(rules.lines().filter(line -> !line.startsWith("#")))
                .noneMatch(line -> line.contains("flush"))
                .filteredOn(line -> line.contains("table "))
                .allMatch(line -> line.contains("inet nordbox"));
    }

    @Test
    void whatIsNeitherAddressNorPortIsToldAllAtOnce() {
        Firewall wrong =
                new Firewall(
                        List.of("office.example", "10.0.0.0/33"),
                        List.of("1.2.3"),
                        List.of("http", "0/tcp", "70000/tcp", "22; drop"));

        assertThatThrownBy(() -> rulesAfterUp(FakeHost.debian12(), wrong))
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID);
                            assertThat(e.problems()).hasSize(7);
                        });
    }

    @Test
    void aGuardThatLocksOutIsTakenBackAndTheRunSaysSo() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        Provisioning.ofHostSteps(Specs.plain()).up(host);
        String good = host.firewall.loaded.orElseThrow();
        host.loginWorks = () -> host.firewall.loaded.equals(java.util.Optional.of(good));

        Firewall closed = new Firewall(List.of(), List.of("192.0.2.0/24"), WEB);

        assertThatThrownBy(() -> Provisioning.ofHostSteps(Specs.withFirewall(closed)).up(host))
                .isInstanceOfSatisfying(
                        StepFailed.class, e -> assertThat(e.stepId()).isEqualTo("guard"))
                .hasMessageContaining("firewall.ssh");
        assertThat(host.firewall.loaded).contains(good);
        assertThat(host.text(RaiseGuard.RULES)).contains(good);
    }

    @Test
    void aRefusedLoginHasItsOwnRemedyForTheGuardHadLetItThrough() {
        FakeHost host = FakeHost.debian12();
        host.loginWorks = () -> false;
        host.loginFailsWith = ExitCode.LOGIN_REFUSED;

        assertThatThrownBy(() -> Provisioning.ofHostSteps(Specs.plain()).up(host))
                .hasMessageContaining("mend the login")
                .hasMessageNotContaining("firewall.ssh");
    }

    @Test
    void aProofThatComesTooLateDoesNotCount() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.loginWorks =
                () -> {
                    host.firewall.timerExpires();
                    return true;
                };

        assertThatThrownBy(() -> Provisioning.ofHostSteps(Specs.plain()).up(host))
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("taken itself back");
        assertThat(host.text(RaiseGuard.RULES)).isEmpty();
    }

    @Test
    void whateverItsScriptEndsWithIsAFailureOfTheRun() {
        FakeHost host =
                FakeHost.debian12()
                        .on(
                                "load the guard until a login proves it",
                                (h, c) -> new CommandOutcome(3, "", "nft: out of memory\n"));

        assertThatThrownBy(() -> Provisioning.ofHostSteps(Specs.plain()).up(host))
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("out of memory");
    }

    private static String rulesAfterUp(FakeHost host, Firewall firewall) throws ProblemException {
        Provisioning.ofHostSteps(Specs.withFirewall(firewall)).up(host);
        return host.text(RaiseGuard.RULES).orElseThrow();
    }

    private static String set(String rules, String name) {
        int start = rules.indexOf("set " + name + " {");
        return rules.substring(start, rules.indexOf("\n    }", start));
    }
}
