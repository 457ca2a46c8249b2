package dev.nordbox.installer.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.ssh.SshSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real script finds in a folder of runs, as `verify` leaves them. */
class HistoryTest {
    private static final Instant FIRST = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir Path root;
    private Path evidence;
    private Path notes;
    private SshSigner signer;

    @BeforeEach
    void threeRuns() throws Exception {
        evidence = Files.createDirectory(root.resolve("evidence"));
        notes = Files.createDirectory(root.resolve("notes"));
        signer = signer("ops");
        String head = Chain.START;
        for (int day = 0; day < 3; day++) {
            head = keep(FIRST.plus(day, ChronoUnit.DAYS), head, signer);
        }
    }

    @Test
    void oneChainOfSignedRunsIsInOrder() throws Exception {
        EvidenceStore.Kept kept = kept();

        assertThat(kept.problems()).isEmpty();
        assertThat(kept.newest().orElseThrow().name()).isEqualTo(name(2));
        assertThat(kept.newest().orElseThrow().count()).isEqualTo(3);
        assertThat(kept.history().words(List.of(signer.publicKey() + " ops@laptop")).lines())
                .containsExactly(
                        "runs 3",
                        "newest " + name(2),
                        "dated 2026-11-22T12:00:00Z",
                        "signed " + signer.fingerprint(),
                        "known true");
        assertThat(kept.history().words(List.of(signer("other").publicKey())))
                .contains("known false");
    }

    @Test
    void aRunThatWasCutOutLeavesAGap() throws Exception {
        remove(1);

        assertThat(kept().problems())
                .containsExactly("what was before " + name(2) + " is gone, or was changed");
    }

    @Test
    void theFirstRunIsMissedLikeAnyOther() throws Exception {
        remove(0);

        assertThat(kept().problems())
                .containsExactly("what was before " + name(1) + " is gone, or was changed");
    }

    @Test
    void theLastRunIsRememberedByTheBox() throws Exception {
        Files.writeString(notes.resolve("last-proof"), "2026-11-22T12:00:00Z nordic: 30 pass\n");
        assertThat(kept().problems()).isEmpty();

        remove(2);

        assertThat(kept().problems())
                .containsExactly("the box remembers a run " + name(2) + ", which is gone");
    }

    @Test
    void anEditedRunBreaksItsChainItsSignatureAndTheNextRun() throws Exception {
        edit(1, "\"result\":\"fail\"", "\"result\":\"pass\"");

        assertThat(kept().problems())
                .satisfiesExactly(
                        line -> assertThat(line).contains(name(1), "does not follow"),
                        gap -> assertThat(gap).contains("before " + name(2)));
    }

    @Test
    void aLastLineThatWasEditedIsFoundToo() throws Exception {
        edit(2, "\"kind\":\"end\"", "\"kind\":\"END\"");

        assertThat(kept().problems())
                .containsExactly("the signature of " + name(2) + " does not hold");
    }

    @Test
    void aSignatureOfRubbishIsNone() throws Exception {
        Files.writeString(evidence.resolve(name(0) + ".jsonl.sig"), "signed, honestly\n");

        assertThat(kept().problems())
                .containsExactly("the signature of " + name(0) + " does not hold");
    }

    @Test
    void theNewestIsWhatNoOtherFollowsWhateverClocksSaid() throws Exception {
        Instant ahead = FIRST.plus(90, ChronoUnit.DAYS);
        String head = keep(ahead, kept().history().ends().head(), signer);
        keep(FIRST.plus(4, ChronoUnit.DAYS), head, signer);

        assertThat(kept().problems()).isEmpty();
        assertThat(kept().newest().orElseThrow().name()).isEqualTo(name(4));
    }

    @Test
    void theChainGoesOnThroughTheBoxOwnRunsAndTheNewestIsAPersonsStill() throws Exception {
        keepOwn(3);
        keepPersons(4);
        keepOwn(5);

        EvidenceStore.Kept kept = kept();

        assertThat(kept.problems()).isEmpty();
        assertThat(kept.newest().orElseThrow().name()).isEqualTo(name(4));
        assertThat(kept.newestOwn().orElseThrow().name()).isEqualTo(name(5));
        assertThat(kept.ownSince().orElseThrow().name()).isEqualTo(name(5));
        assertThat(kept.history().words(List.of(signer.publicKey())).lines())
                .containsExactly(
                        "runs 6",
                        "own 2",
                        "newest " + name(4),
                        "dated 2026-11-24T12:00:00Z",
                        "signed " + signer.fingerprint(),
                        "known true");
    }

    @Test
    void theBoxOwnRunsOfBeforeAPersonsAreNotOfAfterIt() throws Exception {
        keepOwn(3);
        keepPersons(4);

        assertThat(kept().ownSince()).isEmpty();
    }

    @Test
    void whichOfTheBoxOwnRunsIsOfAfterAPersonsNoClockDecides() throws Exception {
        keepOwn(90);
        keepPersons(4);
        keepOwn(5);
        keepOwn(3);

        assertThat(kept().problems()).isEmpty();
        assertThat(kept().ownSince().orElseThrow().name()).isEqualTo(name(3));
        assertThat(kept().newestOwn().orElseThrow().name()).isEqualTo(name(3));
    }

    @Test
    void ofTheBoxOwnRunsOldOnesMayGoAndOfPeoplesNone() throws Exception {
        keepOwn(3);
        keepOwn(4);
        keepPersons(5);
        keepOwn(6);
        assertThat(kept().history().ownBefore(2)).containsExactly(name(3));

        remove(3);
        remove(4);
        assertThat(kept().problems()).isEmpty();

        remove(2);
        assertThat(kept().problems())
                .containsExactly("what was before " + name(5) + " is gone, or was changed");
    }

    @Test
    void aPersonsLastRunIsMissedByTheBoxOwnOnesAfterIt() throws Exception {
        keepOwn(3);

        remove(2);

        assertThat(kept().problems())
                .containsExactly("what was before " + name(3) + " is gone, or was changed");
    }

    @Test
    void aRunThatKnowsOfNoOthersKeepsTheBoxOwnOneItFollows() throws Exception {
        keepOwn(3);
        keep(FIRST.plus(4, ChronoUnit.DAYS), kept().history().ends().head(), signer);
        keepOwn(5);

        assertThat(kept().problems()).isEmpty();
        assertThat(kept().history().ownBefore(0)).containsExactly(name(5));
    }

    @Test
    void aBoxThatOnlyProvedItselfHasNoRunOfAPerson() throws Exception {
        Files.walk(evidence).filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
        keepOwn(0);
        keepOwn(1);

        assertThat(kept().problems()).isEmpty();
        assertThat(kept().newest()).isEmpty();
        assertThat(kept().history().words(List.of())).isEqualTo("runs 2\nown 2");
    }

    @Test
    void theBoxOwnLastRunIsRememberedToo() throws Exception {
        Files.writeString(notes.resolve("own-proof"), "2026-11-23T12:00:00Z nordic: 30 pass\n");

        assertThat(kept().problems())
                .containsExactly("the box remembers a run " + name(3) + ", which is gone");
    }

    @Test
    void aBoxThatWasNeverProvedHasNothing() throws Exception {
        Files.walk(evidence).filter(Files::isRegularFile).forEach(file -> file.toFile().delete());

        assertThat(kept().newest()).isEmpty();
        assertThat(kept().problems()).isEmpty();
        assertThat(kept().history().words(List.of())).isEqualTo("runs 0");
    }

    private EvidenceStore.Kept kept() throws Exception {
        FakeHost host =
                FakeHost.debian12()
                        .asks(
                                EvidenceStore.FETCH,
                                (fake, command) -> new CommandOutcome(0, fetched(), ""));
        return new EvidenceStore(host).all();
    }

    private String fetched() {
        try {
            Process shell =
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    Script.beside(EvidenceStore.class, "fetch.sh"),
                                    "fetch",
                                    evidence.toString(),
                                    notes.toString())
                            .start();
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor()).isZero();
            return "Welcome, said a login shell.\n" + said;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String name(int day) {
        return EvidenceStore.name(FIRST.plus(day, ChronoUnit.DAYS));
    }

    private void keepOwn(int day) throws Exception {
        keep(day, "box", signer("the-box"));
    }

    private void keepPersons(int day) throws Exception {
        keep(day, "person", signer);
    }

    private void keep(int day, String by, SshSigner with) throws Exception {
        Ends ends = kept().history().ends();
        keep(
                FIRST.plus(day, ChronoUnit.DAYS),
                ends.head(),
                with,
                Map.of("by", by, "prevPersonHash", ends.personsHead()));
    }

    /** As it was when all runs were people's. Returns the hash of its last line. */
    private String keep(Instant at, String head, SshSigner by) throws Exception {
        return keep(at, head, by, Map.of());
    }

    private String keep(Instant at, String head, SshSigner by, Map<String, String> more)
            throws Exception {
        Map<String, Object> about = new HashMap<>(more);
        about.putAll(Map.of("kind", "run", "collected", at.toString()));
        Chain chain =
                new Chain(head)
                        .add(about)
                        .add(Map.of("kind", "control", "id", "NET-01", "result", "fail"))
                        .add(Map.of("kind", "end"));
        String file = EvidenceStore.name(at) + ".jsonl";
        Files.writeString(evidence.resolve(file), chain.text());
        Files.writeString(
                evidence.resolve(file + ".sig"),
                by.sign(chain.text().getBytes(StandardCharsets.UTF_8), EvidenceStore.NAMESPACE));
        return Chain.hash(chain.text().lines().reduce("", (first, last) -> last));
    }

    private void remove(int day) throws Exception {
        Files.delete(evidence.resolve(name(day) + ".jsonl"));
        Files.delete(evidence.resolve(name(day) + ".jsonl.sig"));
    }

    private void edit(int day, String found, String by) throws Exception {
        Path file = evidence.resolve(name(day) + ".jsonl");
        String text = Files.readString(file);
        assertThat(text).contains(found);
        Files.writeString(file, text.replace(found, by));
    }

    private SshSigner signer(String who) throws Exception {
        return TestSigner.with(root.resolve(who), "ed25519");
    }
}
