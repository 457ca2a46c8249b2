package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.preflight.CheckResult;
import dev.nordbox.installer.preflight.FsyncProbe;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.preflight.PreflightReport;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.steps.Specs;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookOverTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final FakeHost host = FakeHost.debian12();

    @BeforeEach
    void aDiskThatIsQuickAndPackagesThatCanBeHad() {
        host.asks(
                FsyncProbe.LABEL,
                (there, command) -> new CommandOutcome(0, "write\t0.000512\n".repeat(100), ""));
        host.on(
                "install packages",
                (there, command) -> {
                    there.machine.nft |= command.words().contains("nftables");
                    return new CommandOutcome(0, "", "");
                });
    }

    @Test
    void lookingChangesNothingAndNamesWhatItWouldMend() throws ProblemException {
        host.machine.nft = false;

        PreflightReport report = look(Mode.PLAN);

        assertThat(report.exitCode()).isEqualTo(ExitCode.HOST_REFUSED);
        assertThat(PreflightText.of(report, false))
                .contains(
                        "FAIL  nftables          nft is not installed",
                        "      fix: apt-get install nftables",
                        "--fix would: install nftables")
                .noneMatch(line -> line.contains("p99"));
        assertThat(PreflightText.of(report, true))
                .anyMatch(line -> line.startsWith("ok    fsync             p99 0.5 ms"));
        assertThat(host.effects()).isEmpty();
    }

    @Test
    void fixInstallsWhatIsMissingAndReportsWhatIsThereThen() throws ProblemException {
        host.machine.nft = false;

        PreflightReport report = look(Mode.APPLY);

        assertThat(report.failures()).isEmpty();
        assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(host.effects()).contains("install packages");
        assertThat(PreflightText.of(report, false)).contains("--fix did: install nftables");
    }

    @Test
    void aMendThatFailsKeepsNoneOfTheOthersFromBeingTriedAndTheReportTellsOfBoth()
            throws ProblemException {
        host.machine.nft = false;
        host.machine.timeService = false;
        host.on(
                "keep the clock right",
                (there, command) -> new CommandOutcome(1, "", "no time server answers\n"));

        PreflightReport report = look(Mode.APPLY);

        assertThat(report.failures()).isEmpty();
        assertThat(report.warnings()).extracting(CheckResult::id).contains("time service");
        assertThat(PreflightText.of(report, false))
                .contains(
                        "--fix did: install nftables",
                        "--fix could not: install and start a time service, unless one is there:"
                                + " `keep the clock right` exited 1: no time server answers")
                .noneMatch(line -> line.startsWith("--fix would"));
        assertThat(PreflightText.json(report))
                .contains("\"mended\":[{\"mend\":\"install and start a time service");
    }

    /** The mend ran, and what it should bring about is not there. */
    @Test
    void aMendThatDoesNotHelpIsToldAsOneWithTheCheckThatStillFails() throws ProblemException {
        host.machine.nft = false;
        host.on("install packages", (there, command) -> new CommandOutcome(0, "", ""));

        PreflightReport report = look(Mode.APPLY);

        assertThat(report.failures()).extracting(CheckResult::id).containsExactly("nftables");
        assertThat(report.exitCode()).isEqualTo(ExitCode.HOST_REFUSED);
        assertThat(PreflightText.of(report, false)).contains("--fix did: install nftables");
    }

    @Test
    void aHostThatIsLostMeanwhileEndsTheRun() {
        host.machine.nft = false;
        host.on(
                "install packages",
                (there, command) -> {
                    throw new HostException(
                            ExitCode.HOST_UNREACHABLE, new Problem("lost", "host", ""));
                });

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> look(Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.HOST_UNREACHABLE);
    }

    @Test
    void whatOnlyAPersonCanMendIsLeftToOne() throws ProblemException {
        host.machine.answers("selinux", "1");
        String before = host.state().toString();

        PreflightReport report = look(Mode.APPLY);

        assertThat(report.failures()).extracting(CheckResult::id).containsExactly("selinux");
        assertThat(host.state()).hasToString(before);
        assertThat(host.effects()).isEmpty();
    }

    @Test
    void programsGetEveryCheckWithItsSource() throws ProblemException {
        Map<String, Object> document =
                Json.parse(PreflightText.json(look(Mode.PLAN)).getBytes(StandardCharsets.UTF_8));

        assertThat(document).containsEntry("kind", "Preflight");
        assertThat(document.get("checks"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .hasSizeGreaterThanOrEqualTo(45)
                .allSatisfy(
                        check ->
                                assertThat(check.keySet().toString())
                                        .isEqualTo(
                                                "[id, outcome, severity, observed, source, fix,"
                                                        + " mend]"));
    }

    @Test
    void withoutRootsRightsNothingIsMendedOrTimed() throws ProblemException {
        host.sudoRefusal = Optional.of("`debian` may not use sudo");

        PreflightReport report = look(Mode.APPLY);

        assertThat(report.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED);
        assertThat(report.results()).extracting(CheckResult::id).doesNotContain("fsync");
        assertThat(host.effects()).isEmpty();
    }

    private PreflightReport look(Mode mode) throws ProblemException {
        return new LookOver(
                        ssh -> host.reconnect(),
                        new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK),
                        new Preflight(Preflight.JavaSupply.BROUGHT),
                        Operator.of("tester@laptop"),
                        Output.SILENT,
                        CLOCK)
                .run(Specs.plain().config(), mode);
    }
}
