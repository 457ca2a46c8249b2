package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.profile.Waiver;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.templates.Templates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaiversOnBoxTest {
    private static final LocalDate DAY = LocalDate.of(2027, 5, 31);
    private final FakeHost host = FakeHost.debian12();

    @Test
    void aBoxTellsOfAWaiverThatIsOverOrWillBe() throws Exception {
        holds(configuration());

        assertThat(WaiversOnBox.warnings(host, DAY.minusDays(20))).isEmpty();
        assertThat(WaiversOnBox.warnings(host, DAY))
                .extracting(Problem::what)
                .containsExactly("the waiver of SUP-02 ends on 2027-05-31");
        assertThat(WaiversOnBox.warnings(host, DAY.plusDays(1)))
                .singleElement()
                .satisfies(
                        told -> {
                            assertThat(told.what()).contains("SUP-02 is over", "warns only");
                            assertThat(told.remedy()).contains("run `up`");
                        });
    }

    @Test
    void aBoxWithoutAControllerOrWithAnOddOneHasNone() throws Exception {
        assertThat(WaiversOnBox.warnings("rules: {waived: [SUP-02]}", "box", DAY)).isEmpty();
        host.asks("read the controller's rules", (fake, asked) -> new CommandOutcome(1, "", "no"));

        assertThat(WaiversOnBox.warnings(host, DAY)).isEmpty();
    }

    private void holds(String text) {
        host.asks("read the controller's rules", (fake, asked) -> new CommandOutcome(0, text, ""));
    }

    private static String configuration() throws Exception {
        InstallSpec plain = Specs.withDeployKey("/home/ops/key");
        InstallSpec spec =
                HeldTo.with(
                        plain,
                        plain.config().git(),
                        Optional.of(
                                HeldTo.profile(
                                        List.of(new Waiver("SUP-02", "tags", "ops", DAY)),
                                        Map.of())));
        byte[] file =
                new ControllerFiles(Templates.bundled())
                        .configuration(
                                new ShellSurvey(
                                                ClusterSurvey.NONE,
                                                ShellSurvey.Sums.FORGET,
                                                Clock.systemUTC())
                                        .gather(FakeHost.debian12(), FactQuery.NOTHING),
                                spec)
                        .orElseThrow()
                        .content();
        return new String(file, StandardCharsets.UTF_8);
    }
}
