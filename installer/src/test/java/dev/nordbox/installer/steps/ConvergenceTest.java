package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceTest {

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
        return IntStream.range(0, 60)
                .mapToObj(
                        seed ->
                                DynamicTest.dynamicTest(
                                        "seed " + seed,
                                        () -> {
                                            var random = new SplittableRandom(seed);
                                            FakeHost host =
                                                    random.nextBoolean()
                                                            ? FakeHost.debian12()
                                                            : FakeHost.debian13();
                                            var box =
                                                    Provisioning.ofHostSteps(Specs.random(random));
                                            box.up(host);
                                            // another spec over the first, as after an edit
                                            var edited =
                                                    Provisioning.ofHostSteps(Specs.random(random));
                                            edited.up(host);
                                            assertThat(edited.plan(host).changed()).isEmpty();
                                        }));
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
