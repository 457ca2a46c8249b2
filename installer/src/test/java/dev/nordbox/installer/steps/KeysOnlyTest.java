package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.StepFailed;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KeysOnlyTest {
    private static final InstallSpec HARDENED =
            with(new Hardening(true, false, false, false, false));

    private final FakeHost host = open();

    @Test
    void passwordsAreOffOnceAFreshLoginHasProvedTheKey() throws ProblemException {
        assertThat(up(HARDENED).changed()).extracting(s -> s.id()).containsExactly("adopt", "sshd");

        assertThat(host.text(KeysOnly.DROP_IN).orElseThrow())
                .contains("\nPasswordAuthentication no\n", "\nKbdInteractiveAuthentication no\n")
                .doesNotContain("Include");
        assertThat(host.effects())
                .containsSubsequence(
                        "load sshd's drop-in until a login proves it",
                        "prove login",
                        "keep sshd's drop-in");
        host.reconnect();
        assertThat(up(HARDENED).changed()).isEmpty();
        assertThat(host.effects()).isEmpty();
    }

    /** Whoever would stand outside, each with the words that the warning has for it. */
    @TestFactory
    List<DynamicTest> whereSomebodyWouldBeLockedOutSshdStaysAsItIs() {
        Map<String, Consumer<FakeHost>> ways =
                Map.of(
                        "did not log in with a key", h -> h.machine.loggedInByKey = false,
                        "ops, people of sss",
                                h -> h.machine.passwordOnly.addAll(List.of("ops", "people of sss")),
                        "AuthenticationMethods",
                                h ->
                                        h.machine.sshd.put(
                                                "authenticationmethods",
                                                "publickey,keyboard-interactive:pam"),
                        "systemd runs neither", h -> h.units.remove("ssh.service"));
        return ways.entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> staysAsItIs(way)))
                .toList();
    }

    private static void staysAsItIs(Map.Entry<String, Consumer<FakeHost>> way)
            throws ProblemException {
        FakeHost host = open();
        way.getValue().accept(host);

        assertThat(box(HARDENED).up(host).changed()).extracting(s -> s.id()).containsOnly("adopt");

        assertThat(host.files).doesNotContainKey(KeysOnly.DROP_IN);
        assertThat(KeysOnly.warnings(box(HARDENED).facts(host), HARDENED))
                .singleElement()
                .satisfies(
                        told ->
                                assertThat(told.what() + told.remedy())
                                        .contains(way.getKey(), "hardening.sshd: false"));
    }

    @Test
    void sshdThatSystemdStartsOnDemandIsHardenedToo() throws ProblemException {
        host.units.remove("ssh.service");
        host.units.put("ssh.socket", new UnitFacts("loaded", "active", "enabled", false));

        up(HARDENED);

        assertThat(host.sshd.keysOnly).isTrue();
    }

    @Test
    void keysOnlyByTheHostsOwnSettingsIsLeftToThem() throws ProblemException {
        FakeHost own = FakeHost.debian12();

        box(HARDENED).up(own);

        assertThat(own.files).doesNotContainKey(KeysOnly.DROP_IN);
        assertThat(KeysOnly.warnings(box(HARDENED).facts(own), HARDENED)).isEmpty();
    }

    @Test
    void aLoginThatDoesNotComeThroughEndsTheRunAndSshdIsAsBefore() {
        host.loginWorks = () -> !host.sshd.keysOnly;
        host.loginFailsWith = ExitCode.LOGIN_REFUSED;

        assertThatThrownBy(() -> up(HARDENED))
                .isInstanceOfSatisfying(
                        StepFailed.class, e -> assertThat(e.stepId()).isEqualTo("sshd"))
                .hasMessageContaining("authorized_keys");

        assertThat(host.files).doesNotContainKey(KeysOnly.DROP_IN);
        assertThat(host.sshd.keysOnly).isFalse();
    }

    @Test
    void aProofThatComesTooLateDoesNotCount() {
        host.loginWorks =
                () -> {
                    host.sshd.timerExpires();
                    return true;
                };

        assertThatThrownBy(() -> up(HARDENED)).hasMessageContaining("taken itself back");
        assertThat(host.files).doesNotContainKey(KeysOnly.DROP_IN);
    }

    @Test
    void killedAnywhereItIsTakenBackOrGoesOn() throws ProblemException {
        up(HARDENED);
        Map<String, String> undisturbed = host.state();
        int all = host.effects().size();

        for (int count = 0; count < all; count++) {
            FakeHost killed = open().killAfter(count);
            assertThatThrownBy(() -> box(HARDENED).up(killed)).isInstanceOf(FakeHost.Killed.class);
            if (count % 2 == 0) { // else the next run is quicker than the timer
                killed.sshd.timerExpires();
            }
            killed.reconnect();
            box(HARDENED).up(killed);
            assertThat(killed.state()).as("killed after %d effects", count).isEqualTo(undisturbed);
        }
    }

    @Test
    void whatSshdWouldNotReadIsTriedOnceAndToldUntilItsConfigurationIsAnother()
            throws ProblemException {
        host.put("/etc/ssh/sshd_config", "UsePAM yes\n".getBytes(), "0644", "root:root");
        host.sshd.declines = Optional.of("/etc/ssh/sshd_config never includes it");

        List<Problem> told = new ArrayList<>();
        box(HARDENED).upWarning(host, told::add);

        assertThat(told)
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains("never includes it"));
        assertThat(host.files).doesNotContainKey(KeysOnly.DROP_IN);
        assertThat(box(HARDENED).plan(host).changed()).isEmpty();

        host.put("/etc/ssh/sshd_config", "Include x\n".getBytes(), "0644", "root:root");
        host.sshd.declines = Optional.empty();
        host.reconnect();
        up(HARDENED);
        assertThat(host.sshd.keysOnly).isTrue();
    }

    @Test
    void whatWasDeclinedIsToldInEachRunUntilADropInIsMended() throws ProblemException {
        String dropIn = "/etc/ssh/sshd_config.d/50-totp.conf";
        host.put(dropIn, "Match Group admins\n".getBytes(), "0644", "root:root");
        host.sshd.declines = Optional.of("sshd asks kari for something typed on top of a key");
        up(HARDENED);

        assertThat(KeysOnly.warnings(box(HARDENED).facts(host), HARDENED))
                .singleElement()
                .satisfies(
                        told ->
                                assertThat(told.what() + told.remedy())
                                        .contains("asks kari", "sshd_config.d")
                                        .doesNotContain("on top)"));
        assertThat(box(HARDENED).plan(host).changed()).isEmpty();

        host.put(dropIn, "# mended\n".getBytes(), "0644", "root:root");
        host.sshd.declines = Optional.empty();
        host.reconnect();
        assertThat(KeysOnly.warnings(box(HARDENED).facts(host), HARDENED)).isEmpty();
        up(HARDENED);
        assertThat(host.sshd.keysOnly).isTrue();
    }

    @Test
    void declinedAfterARunThatWasKilledThereIsNothingLeftToDo() throws ProblemException {
        up(HARDENED);
        int all = host.effects().size();

        for (int count = 0; count < all; count++) {
            FakeHost killed = open().killAfter(count);
            assertThatThrownBy(() -> box(HARDENED).up(killed)).isInstanceOf(FakeHost.Killed.class);
            killed.sshd.declines = Optional.of("sshd asks kari for something typed");
            killed.reconnect();
            box(HARDENED).up(killed);
            assertThat(box(HARDENED).plan(killed).changed()).as("after %d", count).isEmpty();
        }
    }

    @Test
    void notWantedAnyMoreItGoesAgain() throws ProblemException {
        Set<String> before = Set.copyOf(host.files.keySet());
        up(HARDENED);
        host.reconnect();

        up(with(Hardening.NONE));

        assertThat(host.files).doesNotContainKey(KeysOnly.DROP_IN);
        assertThat(host.sshd.keysOnly).isFalse();
        assertThat(before).contains("/etc/ssh/sshd_config.d");
        assertThat(host.files).containsKey("/etc/ssh/sshd_config.d");
    }

    @Test
    void downGivesSshdBack() throws ProblemException {
        up(HARDENED);
        host.reconnect();
        Provisioning down = new Provisioning(List.of(new RemoveHostSettings()), HARDENED);

        down.up(host);

        assertThat(host.files).doesNotContainKey(KeysOnly.DROP_IN);
        assertThat(host.sshd.keysOnly).isFalse();
        assertThat(down.plan(host).changed()).isEmpty();
    }

    @Test
    void aProfileWhoseControlIsSomebodyElsesLeavesItAlone() throws ProblemException {
        InstallSpec spec =
                HeldTo.with(
                        HARDENED,
                        HARDENED.config().git(),
                        Optional.of(HeldTo.unenforced(Set.of("ACC-01"))));
        InstallSpec held =
                new InstallSpec(
                        spec.config().with(new Hardening(true, false, false, false, false)),
                        spec.artifacts());

        box(held).up(host);

        assertThat(host.files).doesNotContainKey(KeysOnly.DROP_IN);
    }

    private InstallReport up(InstallSpec spec) throws ProblemException {
        return box(spec).up(host);
    }

    private static Provisioning box(InstallSpec spec) {
        return new Provisioning(List.of(new AdoptHost(), new KeysOnly(Templates.bundled())), spec);
    }

    private static FakeHost open() {
        FakeHost host = FakeHost.debian12();
        host.machine.sshd.put("passwordauthentication", "yes");
        return host;
    }

    private static InstallSpec with(Hardening hardening) {
        InstallSpec plain = Specs.plain();
        return new InstallSpec(plain.config().with(hardening), plain.artifacts());
    }
}
