package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.appliance.config.ControllerConfigReader;
import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.Redis;
import dev.nordbox.installer.config.ProxyConfig;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RedisStepsTest {
    private static final String UNIT = SystemdUnit.path(RedisUnit.NAME);
    private static final String NO_REDIS = Note.DIRECTORY + "/" + NoRedis.NOTE;
    private static final String NO_MIRROR =
            """
            E: Failed to fetch http://me:key@mirror.example.no/x.deb  Could not resolve it
            E: Unable to fetch some archives
            """;

    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @ParameterizedTest
    @EnumSource(names = "OFF", mode = EnumSource.Mode.EXCLUDE)
    void aRedisOnASocketOfOursServesTheController(Redis said) throws Exception {
        say(said);

        box.up();

        assertThat(box.host.units.get(RedisUnit.NAME).isActive()).isTrue();
        assertThat(box.host.units.get(RedisUnit.NAME).isEnabled()).isTrue();
        assertThat(box.host.text(UNIT).orElseThrow())
                .contains("--port 0")
                .contains("--maxmemory 64mb --maxmemory-policy allkeys-lru")
                .contains("MemoryMax=128M")
                .contains("PrivateNetwork=yes");
        assertThat(ControllerConfigReader.parse(configuration(), "controller.yaml").cache().redis())
                .contains(Path.of(RedisUnit.SOCKET));
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void itOutlivesAControllerThatIsStoppedOrComesAnew() throws Exception {
        box.up();

        assertThat(box.host.text(UNIT).orElseThrow().lines())
                .contains("WantedBy=nordbox.service")
                .noneMatch(line -> line.matches("(PartOf|BindsTo|Requires|StopPropagatedFrom)=.*"));
    }

    @Test
    void aUnitAsItWasBeforeIsWrittenReadAndStartedAnew() throws Exception {
        box.up();
        String before =
                box.host
                        .text(UNIT)
                        .orElseThrow()
                        .replace("[Unit]\n", "[Unit]\nPartOf=nordbox.service\n");
        box.host.put(UNIT, before.getBytes(), "0644", "root:root");

        assertThat(changes(box.plan(), "redis"))
                .extracting(Change::description)
                .containsExactly(
                        "write " + UNIT,
                        "let systemd read " + RedisUnit.NAME,
                        "start " + RedisUnit.NAME);
        box.up();

        assertThat(box.host.text(UNIT).orElseThrow()).doesNotContain("PartOf=nordbox.service");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void turnedOffMemoryServesAndNothingOfItIsThere() throws Exception {
        say(Redis.OFF);

        box.up();

        assertThat(box.host.files).doesNotContainKeys(UNIT, RedisUnit.PACKAGED);
        assertThat(configuration()).doesNotContain("cache");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void aPlanSaysWhatComesAndWhy() throws Exception {
        assertThat(changes(box.plan(), "redis-package"))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.description())
                                    .isEqualTo("install the distribution's redis-server");
                            assertThat(change.why())
                                    .isEqualTo("renders do not outlive the controller without it");
                        });
        assertThat(changes(box.plan(), "redis"))
                .extracting(Change::description)
                .contains("write " + UNIT, "start " + RedisUnit.NAME);
    }

    @Test
    void whereNoneComesByItselfThatIsNotedAndTheNextRunHasNothingToDo() throws Exception {
        noMirror();

        box.up();

        assertThat(box.host.text(NO_REDIS))
                .hasValueSatisfying(
                        note ->
                                assertThat(note)
                                        .startsWith(Version.ofNordbox() + ":")
                                        .endsWith(
                                                " Failed to fetch http://mirror.example.no/x.deb"
                                                        + " Could not resolve it\n"));
        assertThat(box.host.files).doesNotContainKey(UNIT);
        assertThat(configuration()).doesNotContain("cache");
        assertThat(box.plan().changed()).isEmpty();
        box.host.reconnect();
        box.controllerHost.mirrorFails = Optional.empty();
        assertThat(box.up().changed()).isEmpty();
        assertThat(box.host.effects()).isEmpty();
    }

    @Test
    void throughAnotherProxyItIsTriedAgainOnce() throws Exception {
        noMirror();
        box.up();
        ProxyConfig proxy =
                new ProxyConfig(
                        Optional.of("http://10.0.0.5:3128"),
                        Optional.empty(),
                        List.of(),
                        Optional.empty());
        box.withConfig(box.spec.config().with(proxy));
        box.host.reconnect();
        assertThat(box.up().changed()).extracting(StepResult::id).contains("redis-package");
        assertThat(box.plan().changed()).isEmpty();

        box.controllerHost.mirrorFails = Optional.empty();
        box.withConfig(box.spec.config().with(ProxyConfig.NONE));
        box.host.reconnect();
        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .contains("redis-package", "redis");
        assertThat(box.host.files).doesNotContainKey(NO_REDIS);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void anotherNordboxTriesAgain() throws Exception {
        noMirror();
        box.up();
        note("0.0.1 Could not resolve it");

        assertThat(changes(box.plan(), "redis-package"))
                .singleElement()
                .extracting(Change::why)
                .isEqualTo("nordbox 0.0.1 got none");
        box.controllerHost.mirrorFails = Optional.empty();
        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("redis-package", "redis", "controller", "controller-start");
        assertThat(box.host.files).doesNotContainKey(NO_REDIS);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void whatIsAskedForIsTriedWhateverIsNoted() throws Exception {
        noMirror();
        box.up();
        box.controllerHost.mirrorFails = Optional.empty();
        say(Redis.WANTED);

        box.up();

        assertThat(configuration()).contains(RedisUnit.SOCKET);
        assertThat(box.host.files).doesNotContainKey(NO_REDIS);
        say(Redis.WHERE_IT_COMES);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void askedForAndOutOfReachItFailsNothingAndEachRunTriesAgain() throws Exception {
        say(Redis.WANTED);
        noMirror();

        box.up();

        assertThat(configuration()).doesNotContain("cache");
        assertThat(box.host.files).doesNotContainKeys(NO_REDIS, UNIT);
        assertThat(box.plan().changed())
                .extracting(StepResult::id)
                .containsExactly("redis-package", "redis");
        box.controllerHost.mirrorFails = Optional.empty();
        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("redis-package", "redis", "controller", "controller-start");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void whileSomebodyElseIsAtThePackagesNothingIsKnownAndTheNextRunTries() throws Exception {
        box.controllerHost.packagesAreBusy = true;

        box.up();

        assertThat(box.host.files).doesNotContainKey(NO_REDIS);
        box.controllerHost.packagesAreBusy = false;
        box.up();
        assertThat(configuration()).contains(RedisUnit.SOCKET);
    }

    @Test
    void oneThatDoesNotComeUpFailsNoRunThatNobodyAskedItOf() throws Exception {
        box.controllerHost.redisFails = Optional.of("Bad system call\n");

        box.up();

        assertThat(box.host.text(NO_REDIS))
                .hasValueSatisfying(note -> assertThat(note).endsWith(" Bad system call\n"));
        assertThat(configuration()).doesNotContain("cache");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void oneThatDoesNotComeUpFailsTheRunThatWasToldToHaveIt() throws Exception {
        say(Redis.WANTED);
        box.controllerHost.redisFails = Optional.of("Bad system call\n");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(box::up)
                .matches(e -> e.exitCode() == ExitCode.STEP_FAILED)
                .withMessageContaining("Bad system call")
                .withMessageContaining("controller.redis: false");
    }

    @Test
    void oneThatBreaksLaterLeavesTheControllerToItsMemory() throws Exception {
        box.up();
        box.host.units.put(RedisUnit.NAME, new UnitFacts("loaded", "activating", "enabled", false));
        box.controllerHost.redisFails = Optional.of("Bad system call\n");

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("redis", "controller", "controller-start");

        assertThat(configuration()).doesNotContain("cache");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void notWantedAnyMoreAllOfItGoesAndTheControllerIsTold() throws Exception {
        box.up();
        say(Redis.OFF);

        box.up();

        assertThat(box.host.files)
                .doesNotContainKeys(
                        UNIT, RedisUnit.PACKAGED, Note.DIRECTORY + "/" + InstallRedis.NOTE);
        assertThat(configuration()).doesNotContain("cache");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void turnedOffWhatWasNotedIsForgotten() throws Exception {
        noMirror();
        box.up();
        say(Redis.OFF);

        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("redis");

        assertThat(box.host.files).doesNotContainKey(NO_REDIS);
    }

    @Test
    void downTakesTheUnitAndThePackageThatCameWithIt() throws Exception {
        box.up();

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.host.effects())
                .as("by itself, since the controller's end does not stop it")
                .anyMatch(effect -> effect.contains("disable --quiet --now " + RedisUnit.NAME));
        assertThat(box.host.files)
                .doesNotContainKeys(
                        UNIT, RedisUnit.PACKAGED, Note.DIRECTORY + "/" + InstallRedis.NOTE);
        assertThat(box.down(RemovalSteps.Data.DELETE).changed())
                .extracting(StepResult::id)
                .doesNotContain("remove-redis");
    }

    @ParameterizedTest
    @CsvSource({
        "redis-server redis-tools, redis-server redis-tools",
        "redis-server, redis-server",
        "installed, redis-server redis-tools"
    })
    void thePackagesThatCameWithItGoAndNoOthers(String noted, String removed) throws Exception {
        box.up();
        box.host.put(
                Note.DIRECTORY + "/" + InstallRedis.NOTE,
                (noted + "\n").getBytes(),
                "0600",
                "root:root");

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.controllerHost.removedPackages).containsExactly(removed.split(" "));
    }

    @Test
    void downForgetsThatNoneCame() throws Exception {
        noMirror();
        box.up();

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.host.files).doesNotContainKey(NO_REDIS);
    }

    @Test
    void aRedisThatWasThereBeforeStaysWhenTheBoxGoes() throws Exception {
        box.host.put(RedisUnit.PACKAGED, "[Service]".getBytes(), "0644", "root:root");
        box.host.withUnit("redis-server.service");
        box.up();

        box.down(RemovalSteps.Data.DELETE);

        assertThat(box.host.files).doesNotContainKey(UNIT).containsKey(RedisUnit.PACKAGED);
        assertThat(box.host.units.get("redis-server.service").isActive()).isTrue();
    }

    @Test
    void aPackageOfOursThatSomebodyHasPutToWorkSinceStaysToo() throws Exception {
        box.up();
        box.host.withUnit("redis-server.service");

        box.down(RemovalSteps.Data.DELETE);

        assertThat(box.host.files).doesNotContainKey(UNIT).containsKey(RedisUnit.PACKAGED);
    }

    @Test
    void aPackageOfOursThatHoldsSomebodysDataStaysAndIsNotOursAnyMore() throws Exception {
        box.up();
        box.controllerHost.redisStays = Optional.of("/var/lib/redis holds data");

        List<Problem> told = new ArrayList<>();

        new Provisioning(List.of(new RemoveRedis()), box.spec).upWarning(box.host, told::add);

        assertThat(told)
                .extracting(Problem::what)
                .containsExactly(
                        "redis-server, which up had installed, stays: /var/lib/redis holds data");
        assertThat(box.host.files)
                .containsKey(RedisUnit.PACKAGED)
                .doesNotContainKey(Note.DIRECTORY + "/" + InstallRedis.NOTE);
    }

    private void noMirror() {
        box.controllerHost.mirrorFails = Optional.of(NO_MIRROR);
        box.host.machine.java.put("/usr/lib/jvm/java-17/bin/java", "17.0.13");
    }

    private void note(String text) {
        box.host.put(NO_REDIS, (text + "\n").getBytes(), "0600", "root:root");
    }

    private String configuration() {
        return box.host.text(ControllerPaths.CONFIGURATION).orElseThrow();
    }

    private static List<Change> changes(InstallReport report, String step) {
        return report.changed().stream()
                .filter(result -> result.id().equals(step))
                .flatMap(result -> result.made().stream())
                .toList();
    }

    private void say(Redis redis) throws ProblemException {
        box.withConfig(box.spec.config().with(new BoxConfig.Controller(redis, Optional.empty())));
    }
}
