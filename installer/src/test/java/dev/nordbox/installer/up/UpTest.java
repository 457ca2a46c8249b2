package dev.nordbox.installer.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.step.StepFailed;
import dev.nordbox.installer.steps.AdoptHost;
import dev.nordbox.installer.steps.InstallSteps;
import dev.nordbox.installer.steps.PrepareKernel;
import dev.nordbox.installer.steps.RaiseGuard;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.installer.steps.Wait;
import dev.nordbox.installer.up.PlanText.NewFiles;
import dev.nordbox.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @TempDir private Path files;
    private final InstallSpec spec = Specs.plain();
    private Artifacts artifacts = spec.artifacts();
    private Optional<Artifacts> fetched = Optional.empty();
    private int fetches;
    private Runnable meanwhile = () -> {};
    private boolean brought;
    private final FakeHost host = FakeHost.debian12();
    private final List<Event> events = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> arrivals = new ArrayList<>();

    @Test
    void aBareServerIsPlannedAndLeftAlone() throws ProblemException {
        var before = host.state();

        Up.Outcome outcome = up((address, facts) -> List.of()).run(spec.config(), Mode.PLAN);
        InstallReport plan = outcome.report();

        assertThat(plan.changeCount()).isPositive();
        assertThat(host.state()).isEqualTo(before);
        assertThat(arrivals).isEmpty();
        assertThat(PlanText.of(spec.config(), outcome, NewFiles.NAMED))
                .contains("k3s         v1.36.4+k3s1", "repository  file:///repo at HEAD")
                .anyMatch(line -> line.startsWith("guard: "))
                .endsWith(plan.changeCount() + " changes on root@fake");
        assertThat(planned()).hasSize(plan.changeCount());
    }

    @Test
    void afterUpThePlanIsEmpty() throws ProblemException {
        Up up = up((address, facts) -> List.of());

        InstallReport first = up.run(spec.config(), Mode.APPLY).report();
        events.clear();
        Up.Outcome outcome = up.run(spec.config(), Mode.PLAN);
        InstallReport second = outcome.report();

        assertThat(first.changeCount()).isPositive();
        assertThat(second.changeCount()).isZero();
        assertThat(planned()).isEmpty();
        assertThat(PlanText.of(spec.config(), outcome, NewFiles.NAMED))
                .endsWith("0 changes on root@fake");
        assertThat(arrivals).containsExactly("root@fake");
    }

    @Test
    void aLostConnectionIsToldAndTheRunGoesOnByItself() throws ProblemException {
        Up up = up((address, facts) -> List.of());
        host.breaksAt(4, FakeHost.Break.BEFORE).refuses(unreachable(), unreachable());

        InstallReport report = up.run(spec.config(), Mode.APPLY).report();

        assertThat(report.changeCount()).isPositive();
        assertThat(up.run(spec.config(), Mode.PLAN).report().changeCount()).isZero();
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L);
        assertThat(warnings())
                .containsExactly(
                        new Problem(
                                "connection lost during a test",
                                "root@fake",
                                "nothing to do: nordbox connects again and goes on"));
        assertThat(events)
                .contains(
                        new Event.Doing("connect", "connecting again in 2 s"),
                        new Event.Noted("connect", "connected again to root@fake"));
    }

    @Test
    void aHostThatDoesNotComeBackIsGivenUpInTheEnd() {
        HostException[] always = new HostException[12];
        Arrays.setAll(always, attempt -> unreachable());
        host.breaksAt(4, FakeHost.Break.BEFORE).refuses(always);

        assertThatExceptionOfType(StepFailed.class)
                .isThrownBy(() -> up((address, facts) -> List.of()).run(spec.config(), Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.HOST_UNREACHABLE)
                .withMessageContaining("connection lost during a test")
                .withMessageContaining("it did not come back in 12 attempts: no answer")
                .withMessageContaining("before it, 1 of 1 steps had something to do")
                .withMessageContaining("run the same command again");
        assertThat(pauses.stream().mapToLong(Duration::toSeconds).sum()).isEqualTo(240);
    }

    @Test
    void aRefusedLoginEndsTheRunAtOnce() {
        HostException refused =
                new HostException(
                        ExitCode.LOGIN_REFUSED, new Problem("host key mismatch", "root@fake", ""));
        host.breaksAt(4, FakeHost.Break.AFTER).refuses(refused);

        assertThatExceptionOfType(StepFailed.class)
                .isThrownBy(() -> up((address, facts) -> List.of()).run(spec.config(), Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.LOGIN_REFUSED)
                .withMessageContaining("host key mismatch");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void whatFollowsTheStepsIsDoneAgainOverANewConnection() throws ProblemException {
        Up.Arrival arrival =
                (there, config) -> {
                    arrivals.add(there.name());
                    there.write(List.of(RemoteFile.of("/etc/arrived", "yes", "0644")));
                };
        host.breaksAt(1, FakeHost.Break.BEFORE);

        arrival.lasting(new Reconnection(Reconnection.Watch.NOBODY, pauses::add))
                .complete(host, spec.config());

        assertThat(arrivals).hasSize(2);
        assertThat(host.text("/etc/arrived")).contains("yes");
    }

    private static HostException unreachable() {
        return new HostException(
                ExitCode.HOST_UNREACHABLE, new Problem("no answer", "root@fake", ""));
    }

    @Test
    void aRunFromElsewhereIsToldWhoReachesTheApiAndThatItDoesNot() throws ProblemException {
        Up up = up((address, facts) -> List.of());
        Up.Outcome first = up.run(spec.config(), Mode.APPLY);
        assertThat(PlanText.of(spec.config(), first, NewFiles.NAMED))
                .anyMatch(line -> line.contains("Kubernetes API from 198.51.100.7/32;"));
        assertThat(warnings()).isEmpty();

        host.machine.sshConnection = "192.0.2.99 50000 203.0.113.7 22";
        Up.Outcome second = up.run(spec.config(), Mode.PLAN);

        assertThat(second.report().changed()).isEmpty();
        assertThat(PlanText.of(spec.config(), second, NewFiles.NAMED))
                .anyMatch(line -> line.contains("Kubernetes API from 198.51.100.7/32;"));
        assertThat(warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.what()).contains("198.51.100.7/32", "192.0.2.99");
                            assertThat(warning.remedy()).contains("firewall.admins");
                        });
    }

    @Test
    void behindAJumpHostTheApiIsOpenToThatAloneUnlessThePersonSaysOtherwise()
            throws ProblemException {
        host.machine.reachedDirectly = false;

        up((address, facts) -> List.of()).run(spec.config(), Mode.APPLY);

        assertThat(warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.what())
                                    .contains("198.51.100.7/32 alone", "through a jump host");
                            assertThat(warning.remedy()).contains("firewall.admins");
                        });

        events.clear();
        BoxConfig.Firewall named =
                new BoxConfig.Firewall(List.of("192.0.2.0/24"), List.of(), List.of());
        up((address, facts) -> List.of()).run(Specs.withFirewall(named).config(), Mode.PLAN);

        assertThat(warnings()).isEmpty();
    }

    @Test
    void warningsAreToldAndARefusalEndsTheRunBeforeAnythingIsFetched() {
        Problem warning = new Problem("little memory", "host", "");
        Gate refusing =
                (address, facts) -> {
                    throw new ProblemException(ExitCode.HOST_REFUSED, warning);
                };

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> up(refusing).run(spec.config(), Mode.APPLY))
                .matches(refused -> refused.exitCode() == ExitCode.HOST_REFUSED);
        assertThat(events).noneMatch(Event.Planned.class::isInstance);
        assertThat(phases()).containsExactly("connect");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anUpgradeThatIsHalfDoneIsEndedFirst(Mode mode) throws ProblemException {
        Up up = up((address, facts) -> List.of());
        up.run(spec.config(), Mode.APPLY);
        host.put(
                Note.DIRECTORY + "/k3s-upgrade",
                "failed v1.35.9+k3s1 v1.36.4+k3s1 x no DNS\n".getBytes(),
                "0600",
                "root:root");
        var before = host.state();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> up.run(spec.config(), mode))
                .matches(refused -> refused.exitCode() == ExitCode.HOST_REFUSED)
                .withMessageContaining("the old one is not back yet")
                .withMessageContaining("`upgrade --k3s v1.36.4+k3s1` again");
        assertThat(host.state()).isEqualTo(before);
    }

    @Test
    void phasesComeInTheOrderOfTheFlow() throws ProblemException {
        Problem warning = new Problem("little memory", "host", "");

        up((address, facts) -> List.of(warning)).run(spec.config(), Mode.APPLY);

        assertThat(phases()).startsWith("connect", "preflight", "artifacts", "facts", "artifacts");
        assertThat(events).contains(new Event.Warned("preflight", warning));
    }

    @Test
    void aRunningBoxCostsThreeRoundTrips() throws ProblemException {
        Up up = up((address, facts) -> List.of());
        up.run(spec.config(), Mode.APPLY);
        host.units.put("k3s.service", new UnitFacts("loaded", "active", "enabled", false));
        host.asks("kubectl", (box, command) -> new CommandOutcome(0, "", ""));
        long before = host.roundTrips();

        InstallReport second = up.run(spec.config(), Mode.PLAN).report();

        assertThat(second.changeCount()).isZero();
        assertThat(host.roundTrips() - before).as("preflight, facts, cluster").isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everythingAPersonMustMendIsToldAtOnceAndBeforeAnythingIsChanged(Mode mode)
            throws IOException {
        template("host/etc/sysctl.d/zz-nordbox.conf", "# ours\nnet.ipv4.conf.*.rp_filter = 2\n");
        template("cluster/namespace/np-01-dns.yaml", "${nmae?c}");
        template("cluster/nordbox-system/controller-role.yaml", "${x}");
        template("host/etc/nordbox/controller.yaml", "url: ${ulr?c}");
        Templates templates = Templates.bundled().overriddenBy(files);
        List<Step> steps = InstallSteps.of(templates, HostKeyConfirmation.NOBODY, Wait.patient());
        BoxConfig typo = Specs.withDeployKey("/typo").config();
        Problem foreign = new Problem("has a context `fake`", "~/.kube/config", "use --force");
        String bare = host.state().toString();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () ->
                                up((address, facts) -> List.of(), steps, List.of(foreign))
                                        .run(typo, mode))
                .matches(e -> e.exitCode() == ExitCode.CONFIG_INVALID)
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .extracting(Problem::where)
                                        .startsWith(
                                                files + "/host/etc/sysctl.d/zz-nordbox.conf.ftl:2",
                                                "/typo",
                                                files + "/cluster/namespace/np-01-dns.yaml.ftl:1:1",
                                                files
                                                        + "/cluster/nordbox-system/controller-role.yaml.ftl:1:1",
                                                files + "/host/etc/nordbox/controller.yaml.ftl:1:6")
                                        .hasSize(mode == Mode.PLAN ? 5 : 6));
        assertThat(warnings().contains(foreign)).isEqualTo(mode == Mode.PLAN);
        assertThat(host.state()).hasToString(bare);
        assertThat(host.effects()).isEmpty();
    }

    @Test
    void aKubeconfigThatAPlanDoesNotWriteIsNoReasonToShowNone() throws ProblemException {
        Problem foreign = new Problem("has a context `fake`", "~/.kube/config", "use --force");

        up((address, facts) -> List.of(), List.of(), List.of(foreign))
                .run(spec.config(), Mode.PLAN);

        assertThat(warnings()).containsExactly(foreign);
    }

    @Test
    void whatAPersonMustMendIsToldBeforeAnythingIsFetched() {
        Problem foreign = new Problem("has a context `fake`", "~/.kube/config", "use --force");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () ->
                                up((address, facts) -> List.of(), List.of(), List.of(foreign))
                                        .run(spec.config(), Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.CONFIG_INVALID);

        assertThat(fetches).isZero();
    }

    @Test
    void whatWasFetchedIsWhatTheStepsGetAndTheHostIsLookedAtAgain() throws ProblemException {
        List<Artifacts> got = new ArrayList<>();
        Up up = up((address, facts) -> List.of(), List.of(new AdoptHost(), noting(got)), List.of());
        up.run(spec.config(), Mode.APPLY);
        assertThat(fetches).isEqualTo(1);
        long before = host.roundTrips();
        up.run(spec.config(), Mode.APPLY);
        long cached = host.roundTrips() - before;

        fetched = Optional.of(another());
        before = host.roundTrips();
        got.clear();
        up.run(spec.config(), Mode.APPLY);

        assertThat(host.roundTrips() - before).isGreaterThan(cached);
        assertThat(got).last().isEqualTo(another());
    }

    @Test
    void anUpgradeThatSomebodyBeganDuringTheDownloadIsEndedFirst() throws ProblemException {
        up((address, facts) -> List.of()).run(spec.config(), Mode.APPLY);
        fetched = Optional.of(another());
        meanwhile =
                () ->
                        host.put(
                                Note.DIRECTORY + "/k3s-upgrade",
                                "swapped v1.35.9+k3s1 v1.36.4+k3s1 -".getBytes(UTF_8),
                                "0600",
                                "root:root");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> up((address, facts) -> List.of()).run(spec.config(), Mode.APPLY))
                .matches(e -> e.exitCode() == ExitCode.HOST_REFUSED);
    }

    @Test
    void aK3sThatIsNamedIsWarnedOfThoughOneIsBrought() throws ProblemException {
        brought = true;
        BoxConfig.K3s k3s = spec.config().k3s();
        BoxConfig named =
                spec.config()
                        .with(
                                new BoxConfig.K3s(
                                        "v1.29.0+k3s1",
                                        k3s.tlsSans(),
                                        k3s.disable(),
                                        k3s.apiEndpoint(),
                                        true));

        up((address, facts) -> List.of()).run(named, Mode.PLAN);

        assertThat(warnings())
                .extracting(Problem::what)
                .anyMatch(what -> what.contains("and not with v1.29.0+k3s1"));
    }

    private Artifacts another() {
        return artifacts.with(new Artifact("k3s", Path.of("file"), "0".repeat(64), 60_000_000));
    }

    private static Step noting(List<Artifacts> got) {
        return new Step() {
            @Override
            public String id() {
                return "noting";
            }

            @Override
            public String title() {
                return "Note what is got";
            }

            @Override
            public FactQuery asks(InstallSpec spec) {
                return FactQuery.NOTHING;
            }

            @Override
            public List<Change> plan(HostFacts facts, InstallSpec spec) {
                got.add(spec.artifacts());
                return List.of();
            }
        };
    }

    private void template(String path, String text) throws IOException {
        Path file = files.resolve(path + ".ftl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Optional<ClusterFacts> askTheCluster(
            Shell host, HostFacts facts, Set<ClusterPart> parts) throws ProblemException {
        host.run(Command.of("kubectl"));
        return Optional.empty();
    }

    @Test
    void whatIsNotBroughtIsTold() throws ProblemException {
        Problem warning = new Problem("the images are not brought", "images", "");
        Artifacts plain = spec.artifacts();
        artifacts =
                new Artifacts(
                        plain.k3s(),
                        plain.images(),
                        plain.javaRuntime(),
                        plain.bootstrapJar(),
                        List.of(warning));

        up((address, facts) -> List.of()).run(spec.config(), Mode.PLAN);

        assertThat(events).contains(new Event.Warned("artifacts", warning));
    }

    private List<String> phases() {
        return events.stream()
                .filter(Event.PhaseFinished.class::isInstance)
                .map(event -> ((Event.PhaseFinished) event).phase())
                .toList();
    }

    private List<Problem> warnings() {
        return events.stream()
                .filter(Event.Warned.class::isInstance)
                .map(event -> ((Event.Warned) event).problem())
                .toList();
    }

    private List<Event> planned() {
        return events.stream().filter(Event.Planned.class::isInstance).toList();
    }

    private Up up(Gate gate) {
        Templates templates = Templates.bundled();
        List<Step> steps =
                List.of(new AdoptHost(), new PrepareKernel(templates), new RaiseGuard(templates));
        return up(gate, steps, List.of());
    }

    private ArtifactSupply supply() {
        return new ArtifactSupply() {
            @Override
            public Artifacts foresee(
                    BoxConfig config,
                    Machine machine,
                    Function<String, TransferProgress> progress) {
                return artifacts;
            }

            @Override
            public boolean bringsK3s() {
                return brought;
            }

            @Override
            public Artifacts obtain(
                    BoxConfig config,
                    Machine machine,
                    Function<String, TransferProgress> progress) {
                fetches++;
                meanwhile.run();
                return fetched.orElse(artifacts);
            }
        };
    }

    private Up up(Gate gate, List<Step> steps, List<Problem> inTheWay) {
        return new Up(
                ssh -> host.reconnect(),
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK),
                new ShellSurvey(UpTest::askTheCluster, ShellSurvey.Sums.FORGET, CLOCK),
                gate,
                supply(),
                steps,
                Operator.of("tester@laptop"),
                new Up.Arrival() {
                    @Override
                    public void complete(Host box, BoxConfig config) {
                        arrivals.add(box.name());
                    }

                    @Override
                    public List<Problem> problems(BoxConfig config) {
                        return inTheWay;
                    }
                },
                new Reconnection(new ToldReconnection(events::add), pauses::add),
                events::add,
                CLOCK);
    }
}
