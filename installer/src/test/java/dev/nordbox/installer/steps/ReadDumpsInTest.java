package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.ConnectionLost;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.StepResult;
import dev.nordbox.installer.up.TellDumps;
import dev.nordbox.installer.volume.Dump;
import dev.nordbox.installer.volume.Dumps;
import dev.nordbox.installer.volume.TrialPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose dump comes back with its box. */
class ReadDumpsInTest {
    private static final String PLACE = VolumeData.OUTPUTS + "/volumes/pvc-2";

    @TempDir private Path files;
    private final List<Event> told = new ArrayList<>();

    @Test
    void itReadsItInOnceBeforeTheControllerIsThere() throws ProblemException {
        TrialBox box = box();
        box.up();

        assertThat(box.cluster.readIn).containsExactly("shop pg pod/db-0 psql <CREATE TABLE");
        assertThat(box.host.text(PLACE)).as("it goes").isEmpty();
        assertThat(dump(box).line()).isEqualTo("12 bytes were read in by shop, pod/db-0, in 1.2 s");
        List<String> effects = box.host.effects();
        assertThat(effects.indexOf("read in the dump of shop, pod/db-0"))
                .isGreaterThan(effects.indexOf(RestoreCluster.RESTORE))
                .isLessThan(effects.indexOf("systemctl enable --quiet nordbox.service"));

        box.host.reconnect();
        assertThat(box.up().changed()).isEmpty();
        assertThat(box.withoutKit().up().changed()).isEmpty();
        assertThat(box.cluster.readIn).hasSize(1);
    }

    @Test
    void itIsWaitedForUntilItsPodWasStartedOnThisHostAndIsReady() throws ProblemException {
        TrialBox box = box();
        box.cluster.pods.addAll(
                List.of(TrialPod.ofBefore(), TrialPod.notReady(), TrialPod.ready()));

        box.up();

        assertThat(box.cluster.readIn).hasSize(1);
        assertThat(box.cluster.pods).hasSize(1);
    }

    @Test
    void onePodThatNeverIsReadyKeepsNobodyFromComingBackAndIsLeftToAPerson() throws Exception {
        TrialBox box = box();
        box.cluster.pods.add(TrialPod.notReady());

        InstallReport report = box.up();

        assertThat(box.cluster.readIn).isEmpty();
        assertThat(dump(box).state()).isEqualTo(Dump.State.LEFT);
        assertMissed(
                box, report, "are not read in by shop, pod/db-0: of pod/db-0, it is not Ready");
        box.host.reconnect();
        box.cluster.pods.clear();
        assertThat(box.up().changed()).as("it is Ready, and at work").isEmpty();
        assertThat(box.cluster.readIn).isEmpty();
    }

    @Test
    void aCommandThatFailsIsToldWithWhatItWouldTakeByHandAndNotRunAgain() throws Exception {
        TrialBox box = box();
        box.cluster.readInEnds = 3;

        InstallReport report = box.up();

        assertMissed(box, report, "shop, pod/db-0 ended in 3 after 1.2 s of reading in 12 bytes");
        assertThat(told.toString())
                .contains("k3s kubectl exec -i -n shop -c pg pod/db-0 -- psql <" + PLACE);
        assertThat(box.host.text(PLACE)).as("for a person").isPresent();
        box.host.reconnect();
        assertThat(box.up().changed()).isEmpty();
        assertThat(box.cluster.readIn).hasSize(1);
    }

    @Test
    void killedWithinItIsNeverRunTwice() throws ProblemException {
        TrialBox undisturbed = box();
        undisturbed.up();
        int reading = undisturbed.host.effects().indexOf("read in the dump of shop, pod/db-0");

        for (int count = reading - 2; count <= reading + 1; count++) {
            TrialBox box = box();
            box.host.killAfter(count);
            assertThatThrownBy(box::up).isInstanceOf(FakeHost.Killed.class);
            box.host.firewall.timerExpires();
            box.host.reconnect();
            box.withoutKit().up();

            boolean begun = count == reading || count == reading + 1;
            assertThat(box.cluster.readIn)
                    .as("killed after %d", count)
                    .hasSize(count == reading ? 0 : 1);
            assertThat(dump(box).state()).isEqualTo(begun ? Dump.State.LEFT : Dump.State.RUN);
            assertThat(box.plan().changed()).isEmpty();
        }
    }

    @Test
    void whatWaitsWhenTheBoxIsTakenDownIsNotReadInWhenItIsUpAgain() throws ProblemException {
        TrialBox undisturbed = box();
        undisturbed.up();
        TrialBox box = box();
        box.host.killAfter(
                undisturbed.host.effects().indexOf("read in the dump of shop, pod/db-0") - 1);
        assertThatThrownBy(box::up).isInstanceOf(FakeHost.Killed.class);
        box.host.firewall.timerExpires();
        box.host.reconnect();
        assertThat(dump(box).state()).isEqualTo(Dump.State.WAITS);

        box.down(RemovalSteps.Data.KEEP);
        box.host.reconnect();
        box.withoutKit().up();

        assertThat(box.cluster.readIn).isEmpty();
        assertThat(dump(box).line()).endsWith("the box was taken down before");
        box.host.reconnect();
        box.down(RemovalSteps.Data.KEEP);
        box.host.reconnect();
        assertThat(box.down(RemovalSteps.Data.KEEP).changed()).isEmpty();
    }

    @Test
    void oneThatIsLeftAsItComesBackIsMissedAsWell() throws Exception {
        TrialBox box =
                TrialBox.in(files)
                        .withKit(
                                new TrialKit()
                                        .output("pvc-2", "CREATE TABLE")
                                        .elsewhere()
                                        .open(files));

        InstallReport report = box.up();

        assertThat(box.cluster.readIn).isEmpty();
        assertThat(report.changed()).noneMatch(step -> step.id().equals("dumps"));
        assertMissed(box, report, "not this host's, and may have data that is newer");
    }

    @Test
    void overANewConnectionNothingIsToldTwice() throws Exception {
        TrialBox box = box();
        box.cluster.readInEnds = 3;
        InstallReport report = box.up();
        AtomicInteger arrivals = new AtomicInteger();
        TellDumps tell =
                new TellDumps(
                        told::add,
                        true,
                        (host, config) -> {
                            if (arrivals.incrementAndGet() == 1) {
                                throw new ConnectionLost(
                                        new Problem("lost", "fake", "again"),
                                        new IOException("cut"));
                            }
                        });

        tell.lasting(new Reconnection(Reconnection.Watch.NOBODY, pause -> {}))
                .complete(box.host, box.spec.config(), report);

        assertThat(arrivals).hasValue(2);
        assertThat(told).hasSize(1);
        assertThatThrownBy(tell::requireReadIn)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problems()).hasSize(1));
    }

    @Test
    void itGoesOnWithoutAConnectionAndItsEndIsWaitedFor() throws ProblemException {
        TrialBox box = cutWithinIt();
        box.cluster.dumpEnds.addAll(List.of("lives\n", "lives\n", "exit 0\nmillis 4200\n"));

        box.withoutKit().up();

        assertThat(box.cluster.readIn).hasSize(1);
        assertThat(dump(box).line()).isEqualTo("12 bytes were read in by shop, pod/db-0, in 4.2 s");
    }

    @Test
    void whileItStillRunsNobodyIsToldToRunItByHand() throws ProblemException {
        TrialBox box = cutWithinIt();
        box.cluster.dumpEnds.addAll(Collections.nCopies(2000, "lives\n"));

        assertThatThrownBy(box.withoutKit()::up)
                .hasMessageContaining("still runs")
                .hasMessageNotContaining("psql");

        assertThat(dump(box).state()).isEqualTo(Dump.State.BEGUN);
        box.cluster.dumpEnds.clear();
        box.host.reconnect();
        box.up();
        assertThat(dump(box).line()).contains("nobody knows how far it came");
    }

    private TrialBox cutWithinIt() throws ProblemException {
        TrialBox undisturbed = box();
        undisturbed.up();
        TrialBox box = box();
        box.host.killAfter(
                undisturbed.host.effects().indexOf("read in the dump of shop, pod/db-0") + 1);
        assertThatThrownBy(box::up).isInstanceOf(FakeHost.Killed.class);
        box.host.firewall.timerExpires();
        box.host.reconnect();
        assertThat(dump(box).state()).isEqualTo(Dump.State.BEGUN);
        return box;
    }

    @Test
    void whoIsReadyDoesNotWaitForWhoIsNot() throws ProblemException {
        TrialBox box = two();
        String waiting = TrialPod.two(1300, "False", 1200);
        box.cluster.pods.addAll(List.of(waiting, waiting, TrialPod.two(2200, "True", 2190)));

        box.up();

        assertThat(box.cluster.readIn)
                .containsExactly("shop pg pod/db-1 psql <B", "shop pg pod/db-0 psql <A");
    }

    @Test
    void oneThatTakesLongMakesNobodyTooLate() throws ProblemException {
        TrialBox box = two();
        box.cluster.pods.add(TrialPod.two(1300, "True", 1200));
        box.host.on(
                ReadDumpsIn.READ + "shop, pod/db-0",
                (host, command) -> {
                    box.cluster.pods.set(0, TrialPod.two(4600, "True", 1200));
                    return new CommandOutcome(0, "exit 0\nmillis 3300000\n", "");
                });

        box.up();

        assertThat(Dumps.on(box.host).all()).hasSize(2).allMatch(Dump::isReadIn);
    }

    @Test
    void aDryRunSaysThatItWouldBeReadIn() throws ProblemException {
        assertThat(box().plan().changed())
                .filteredOn(step -> step.id().equals("dumps"))
                .singleElement()
                .extracting(StepResult::changes)
                .asString()
                .contains("have shop, pod/db-0 read in its dump");
    }

    private void assertMissed(TrialBox box, InstallReport report, String what) throws Exception {
        TellDumps tell = new TellDumps(told::add, true, (host, config) -> {});
        tell.complete(box.host, box.spec.config(), report);

        assertThat(told).singleElement().isInstanceOf(Event.Warned.class);
        assertThatThrownBy(tell::requireReadIn)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STEP_FAILED))
                .hasMessageContaining(what);
    }

    private static Dump dump(TrialBox box) throws ProblemException {
        return Dumps.on(box.host).all().get(0);
    }

    private TrialBox two() {
        return TrialBox.in(files)
                .withKit(
                        new TrialKit()
                                .output("pvc-2", "A")
                                .output("pvc-3", "pod/db-1", "B")
                                .open(files));
    }

    private TrialBox box() {
        return TrialBox.in(files)
                .withKit(new TrialKit().output("pvc-2", "CREATE TABLE").open(files));
    }
}
