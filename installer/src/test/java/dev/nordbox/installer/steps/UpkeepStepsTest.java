package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Security updates and auditd, on a fake server. */
class UpkeepStepsTest {
    private static final InstallSpec PLAIN = Specs.plain();
    private static final InstallSpec UPDATED =
            with(PLAIN, new Hardening(false, true, true, false, false));
    private static final InstallSpec HELD =
            with(HeldTo.nordic(PLAIN), new Hardening(false, true, true, false, false));
    private static final InstallSpec OFF = with(HeldTo.nordic(PLAIN), Hardening.NONE);

    private final FakeHost host = fresh();
    private final FakeControllerHost mirror = FakeControllerHost.on(host);

    @Test
    void securityUpdatesComeByThemselvesAndNothingElseDoes() throws ProblemException {
        box(UPDATED).up(host);

        assertThat(host.text(SecurityUpdates.SETTINGS).orElseThrow())
                .contains(
                        "#clear Unattended-Upgrade::Origins-Pattern;",
                        "codename=${distro_codename}-security,label=Debian-Security\"",
                        "Automatic-Reboot \"false\"")
                .doesNotContain("<#");
        assertThat(host.files).doesNotContainKey(WatchWithAuditd.RULES);
        assertThat(box(UPDATED).plan(host).changed()).isEmpty();
    }

    @Test
    void aPackageThatIsThereIsOnlyTold() throws ProblemException {
        host.put(SecurityUpdates.PACKAGE.program(), "x".getBytes(), "0755", "root:root");

        box(UPDATED).up(host);

        assertThat(host.effects()).noneMatch(effect -> effect.startsWith("install unattended"));
        down(UPDATED);
        assertThat(host.files)
                .containsKey(SecurityUpdates.PACKAGE.program())
                .doesNotContainKey(SecurityUpdates.SETTINGS);
    }

    @Test
    void auditdWatchesWhatOpensTheBoxWithAProfileOnly() throws ProblemException {
        box(HELD).up(host);

        String rules = host.text(WatchWithAuditd.RULES).orElseThrow();
        for (String path : WatchWithAuditd.WATCHED) {
            assertThat(rules).contains("\n-w " + path + " -p wa ");
        }
        assertThat(host.units.get(WatchWithAuditd.UNIT).isActive()).isTrue();
        assertThat(box(HELD).plan(host).changed()).isEmpty();

        host.units.put(WatchWithAuditd.UNIT, new UnitFacts("loaded", "inactive", "enabled", false));
        assertThat(box(HELD).plan(host).changed()).extracting(s -> s.id()).containsOnly("auditd");
    }

    @Test
    void rulesThatSomebodyTookFromTheKernelAreLoadedAgain() throws ProblemException {
        box(HELD).up(host);
        host.machine.unwatched.addAll(List.of("/etc/ssh", "/etc/passwd"));
        host.reconnect();

        assertThat(box(HELD).up(host).changed())
                .singleElement()
                .satisfies(step -> assertThat(step.id()).isEqualTo("auditd"));
        assertThat(host.machine.unwatched).isEmpty();
        assertThat(box(HELD).plan(host).changed()).isEmpty();
    }

    /** They are written down by then, and auditd runs with those of before. */
    @Test
    void killedBeforeTheyAreLoadedTheNextRunLoadsThem() throws ProblemException {
        host.put(WatchWithAuditd.PACKAGE.program(), "x".getBytes(), "0755", "root:root");
        host.withUnit(WatchWithAuditd.UNIT);
        int written = 0;
        while (!host.files.containsKey(WatchWithAuditd.RULES)) {
            int effects = ++written;
            host.reconnect();
            host.killAfter(effects);
            assertThatThrownBy(() -> box(HELD).up(host)).isInstanceOf(FakeHost.Killed.class);
        }
        host.machine.unwatched.add("/etc/ssh");
        host.reconnect();

        box(HELD).up(host);

        assertThat(host.effects()).contains("load the audit rules");
        assertThat(host.machine.unwatched).isEmpty();
    }

    @Test
    void withoutAMirrorItIsToldOnceAndThePlanIsEmpty() throws ProblemException {
        mirror.mirrorFails = Optional.of("no mirror answers: http://deb.example.no/debian\n");
        List<Problem> told = new ArrayList<>();

        box(HELD).upWarning(host, told::add);

        assertThat(told)
                .extracting(Problem::what)
                .satisfiesExactly(
                        one -> assertThat(one).contains("unattended-upgrades", "no mirror answers"),
                        one -> assertThat(one).contains("auditd"));
        assertThat(told).allMatch(one -> one.remedy().contains("apt-get install"));
        assertThat(host.files).doesNotContainKeys(SecurityUpdates.SETTINGS, WatchWithAuditd.RULES);
        assertThat(box(HELD).plan(host).changed()).isEmpty();
    }

    @Test
    void whenTheMirrorsAreOthersItIsTriedAgainAndWhoBringsThePackageNeedsNone()
            throws ProblemException {
        mirror.mirrorFails = Optional.of("no mirror answers");
        box(HELD).up(host);

        host.put(WatchWithAuditd.PACKAGE.program(), "x".getBytes(), "0755", "root:root");
        assertThat(box(HELD).plan(host).changed()).extracting(s -> s.id()).containsOnly("auditd");

        host.machine.sources.add("packages\thttp://mirror.example.no/debian");
        mirror.mirrorFails = Optional.empty();
        host.reconnect();
        box(HELD).up(host);
        assertThat(host.files).containsKeys(SecurityUpdates.SETTINGS, WatchWithAuditd.RULES);
    }

    @Test
    void rulesThatDoNotLoadAreToldOnceAndEndNoRun() throws ProblemException {
        host.put("/proc/cmdline", "quiet audit=0\n".getBytes(), "0444", "root:root");
        mirror.auditFails = Optional.of("auditd does not run\n");
        List<Problem> told = new ArrayList<>();

        box(HELD).upWarning(host, told::add);

        assertThat(told)
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains("load: auditd does not run"));
        assertThat(box(HELD).plan(host).changed()).isEmpty();

        host.put("/proc/cmdline", "quiet\n".getBytes(), "0444", "root:root");
        mirror.auditFails = Optional.empty();
        host.reconnect();
        box(HELD).up(host);
        assertThat(host.units.get(WatchWithAuditd.UNIT).isActive()).isTrue();
        host.units.remove(WatchWithAuditd.UNIT);
        assertThat(box(HELD).plan(host).changed()).extracting(s -> s.id()).containsOnly("auditd");
        down(HELD);
    }

    @Test
    void whatWasNotedOfRulesThatDoNotLoadGoesWithTheBox() throws ProblemException {
        mirror.auditFails = Optional.of("There was an error in line 5");
        box(HELD).up(host);

        down(HELD);
    }

    @Test
    void timersThatWereOffAreSwitchedOnAndOffAgainByDown() throws ProblemException {
        String timer = SecurityUpdates.TIMERS.get(1);
        host.units.put(timer, new UnitFacts("loaded", "inactive", "disabled", false));
        Map<String, String> before = etc(host);

        box(HELD).up(host);

        assertThat(host.units.get(timer).isActive()).isTrue();
        assertThat(box(HELD).plan(host).changed()).isEmpty();
        down(HELD);
        assertThat(host.units.get(timer).isEnabled()).isFalse();
        assertThat(etc(host)).isEqualTo(before);
    }

    @Test
    void timersOfEarlierRunsStayNotedWhenAnotherOneIsSwitchedOn() throws ProblemException {
        UnitFacts off = new UnitFacts("loaded", "inactive", "disabled", false);
        SecurityUpdates.TIMERS.forEach(timer -> host.units.put(timer, off));
        box(HELD).up(host);
        host.units.put(SecurityUpdates.TIMERS.get(1), off);
        host.reconnect();

        box(HELD).up(host);

        down(HELD);
        assertThat(SecurityUpdates.TIMERS).noneMatch(timer -> host.units.get(timer).isEnabled());
    }

    @Test
    void aTimerThatSomebodyMaskedStaysMasked() throws ProblemException {
        host.units.put(
                SecurityUpdates.TIMERS.get(0),
                new UnitFacts("masked", "inactive", "masked", false));

        box(UPDATED).up(host);

        assertThat(host.units.get(SecurityUpdates.TIMERS.get(0)).load()).isEqualTo("masked");
        assertThat(box(UPDATED).plan(host).changed()).isEmpty();
    }

    @Test
    void switchedOffItGoesAgainWithThePackagesThatCameWithIt() throws ProblemException {
        Map<String, String> before = etc(host);
        box(HELD).up(host);
        host.reconnect();

        box(OFF).up(host);

        assertThat(etc(host)).isEqualTo(before);
        assertThat(host.files)
                .doesNotContainKeys(
                        SecurityUpdates.PACKAGE.program(), WatchWithAuditd.PACKAGE.program());
        assertThat(box(OFF).plan(host).changed()).isEmpty();
    }

    @Test
    void killedAnywhereAndRunAgainItEndsTheSame() throws ProblemException {
        box(HELD).up(host);
        Map<String, String> undisturbed = host.state();
        int all = host.effects().size();

        for (int count = 0; count < all; count++) {
            FakeHost killed = fresh().killAfter(count);
            FakeControllerHost.on(killed);
            assertThatThrownBy(() -> box(HELD).up(killed)).isInstanceOf(FakeHost.Killed.class);
            killed.reconnect();
            box(HELD).up(killed);
            assertThat(killed.state()).as("killed after %d effects", count).isEqualTo(undisturbed);
        }
    }

    private void down(InstallSpec spec) throws ProblemException {
        host.reconnect();
        Provisioning down = new Provisioning(List.of(new RemoveHostSettings()), spec);
        down.up(host);
        assertThat(down.plan(host).changed()).isEmpty();
        assertThat(host.files.keySet())
                .filteredOn(path -> path.startsWith(Note.DIRECTORY + "/"))
                .containsExactly(Note.DIRECTORY + "/" + Note.ADOPTED);
    }

    private static Map<String, String> etc(FakeHost host) {
        Map<String, String> etc = new TreeMap<>();
        host.files.keySet().stream()
                .filter(path -> path.startsWith("/etc/"))
                .filter(path -> host.files.get(path).kind() == FileFacts.Kind.FILE)
                .forEach(path -> etc.put(path, host.text(path).orElseThrow()));
        return etc;
    }

    private static Provisioning box(InstallSpec spec) {
        return new Provisioning(
                List.of(
                        new AdoptHost(),
                        new SecurityUpdates(Templates.bundled()),
                        new WatchWithAuditd(Templates.bundled())),
                spec);
    }

    private static FakeHost fresh() {
        FakeHost host = FakeHost.debian12();
        FakeCluster.on(host);
        SecurityUpdates.TIMERS.forEach(host::withUnit);
        return host;
    }

    private static InstallSpec with(InstallSpec spec, Hardening hardening) {
        return new InstallSpec(spec.config().with(hardening), spec.artifacts());
    }
}
