package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceTest {
    @TempDir private Path files;

    @Test
    void secondRunChangesNothing() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        Provisioning box = Provisioning.ofHostSteps(Specs.plain());

        assertThat(box.up(host).changed())
                .extracting(step -> step.id())
                .containsExactly("adopt", "kernel", "guard");

        host.reconnect();
        InstallReport again = box.up(host);
        assertThat(again.changed()).isEmpty();
        assertThat(again.surveys()).isEqualTo(1);
        assertThat(host.effects()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> planIsEmptyAfterUpForAnyValidSpec() {
        return IntStream.range(0, 30)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> converges(seed)));
    }

    private void converges(int seed) throws ProblemException {
        RandomConfig configs = new RandomConfig(new SplittableRandom(seed), deployKey());
        TrialBox box = TrialBox.in(files).withConfig(configs.next());
        box.up();
        assertThat(box.plan().changed()).isEmpty();
        // another spec over the first, as after an edit
        box.withConfig(configs.next()).up();
        assertThat(box.plan().changed()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> killedAnywhereAndRunAgainAnyValidSpecEndsTheSame() {
        return IntStream.range(100, 104)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> survives(seed)));
    }

    private void survives(int seed) throws ProblemException {
        SplittableRandom random = new SplittableRandom(seed);
        RandomConfig configs = new RandomConfig(random, deployKey());
        BoxConfig first = configs.next();
        BoxConfig edited = configs.next();
        TrialBox undisturbed = edited(first, edited);
        undisturbed.up();
        int all = undisturbed.host.effects().size();
        assertThat(all).isPositive();

        // BoxTest kills at every place; here a sample of them is time enough.
        for (int count = random.nextInt(3); count < all; count += 1 + random.nextInt(5)) {
            TrialBox box = edited(first, edited);
            box.host.killAfter(count);
            assertThatThrownBy(box::up).isInstanceOf(FakeHost.Killed.class);
            box.host.firewall.timerExpires();
            box.host.reconnect();
            box.up();
            assertThat(box.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(undisturbed.host.state());
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
            assertThat(box.plan().changed()).isEmpty();
        }
    }

    /** A box that stands by one configuration, and is to follow another. */
    private TrialBox edited(BoxConfig first, BoxConfig edited) throws ProblemException {
        TrialBox box = TrialBox.in(files).withConfig(first);
        box.up();
        box.host.reconnect();
        return box.withConfig(edited);
    }

    private Path deployKey() {
        return TrialBox.file(files, "deploy-key", "private").local();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void killedBetweenAnyTwoEffectsAndRunAgainEndsTheSame(boolean revertTimerExpires)
            throws ProblemException {
        Provisioning box = Provisioning.ofHostSteps(Specs.plain());
        FakeHost undisturbed = FakeHost.debian12();
        box.up(undisturbed);
        int all = undisturbed.effects().size();
        assertThat(all).isGreaterThan(6);

        for (int count = 0; count < all; count++) {
            FakeHost host = FakeHost.debian12().killAfter(count);
            assertThatThrownBy(() -> box.up(host)).isInstanceOf(FakeHost.Killed.class);
            if (revertTimerExpires) {
                host.firewall.timerExpires();
            }
            host.reconnect();
            box.up(host);
            assertThat(host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(undisturbed.state());
            assertThat(box.plan(host).changed()).isEmpty();
        }
    }

    @Test
    void dryRunChangesNothingAndSaysWhatUpWouldDo() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        Map<String, String> before = host.state();
        Provisioning box = Provisioning.ofHostSteps(Specs.plain());

        InstallReport plan = box.plan(host);

        assertThat(host.effects()).isEmpty();
        assertThat(host.state()).isEqualTo(before);
        assertThat(plan.steps().stream().flatMap(step -> step.changes().stream()))
                .containsAll(
                        box.up(host).steps().stream()
                                .flatMap(step -> step.changes().stream())
                                .toList());
    }

    @TestFactory
    Stream<DynamicTest> driftIsFoundAndMended() {
        return Map.<String, Consumer<FakeHost>>of(
                        "a parameter was set otherwise",
                                host -> host.sysctls.put("vm.overcommit_memory", "0"),
                        "a file was edited",
                                host ->
                                        host.put(
                                                PrepareKernel.SYSCTLS,
                                                new byte[] {'#'},
                                                "0644",
                                                "root:root"),
                        "a file was opened to the world",
                                host ->
                                        host.put(
                                                RaiseGuard.RULES,
                                                host.files.get(RaiseGuard.RULES).content(),
                                                "0666",
                                                "root:root"),
                        "the ruleset was flushed",
                                host -> host.firewall.loaded = java.util.Optional.empty(),
                        "a rule was added by hand",
                                host ->
                                        host.firewall.loaded =
                                                host.firewall.loaded.map(rules -> rules + "x"),
                        "the guard was disabled", host -> host.units.remove(RaiseGuard.UNIT))
                .entrySet()
                .stream()
                .map(
                        drift ->
                                DynamicTest.dynamicTest(
                                        drift.getKey(),
                                        () -> {
                                            var box = Provisioning.ofHostSteps(Specs.plain());
                                            FakeHost host = FakeHost.debian12();
                                            box.up(host);
                                            Map<String, String> good = host.state();
                                            drift.getValue().accept(host);
                                            assertThat(box.up(host).changed()).hasSize(1);
                                            assertThat(host.state()).isEqualTo(good);
                                        }));
    }
}
