package dev.nordbox.appliance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.PropagationPolicy;
import dev.nordbox.appliance.control.Cause;
import dev.nordbox.appliance.ignore.Normaliser;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trail is a chain: what was cut, edited or taken away is found, and a crash is no break. */
class AuditLogTest {

    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);

    @TempDir Path temporary;
    private Path directory;
    private AuditLog log;
    private int written;

    @BeforeEach
    void begin() throws IOException {
        directory = temporary.resolve("audit");
        log = AuditLog.in(directory, NOON);
    }

    @Test
    void everyLineCarriesTheHashOfTheExactBytesOfTheLineBefore() throws Exception {
        write(3);

        List<byte[]> lines = lines(file(1));
        String before = "0".repeat(64);
        for (byte[] line : lines) {
            assertThat(Json.parse(line)).containsEntry("previous", before);
            before = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        }
        assertThat(lines).hasSize(3);
        assertThat(log.head().hash()).isEqualTo(before);
    }

    @Test
    void aLineSaysWhatWhichWhyAndWhoAndNoMore() throws IOException {
        log.wrote("apply", key("web"), cause("kari"), "kubectl-edit");
        log.wrote("prune", key("web"), cause(""), "");

        assertThat(Json.parse(lines(file(1)).get(0)))
                .containsEntry("line", 1)
                .containsEntry("time", "2026-11-29T12:00:00Z")
                .containsEntry("action", "apply")
                .containsEntry("object", key("web").toString())
                .containsEntry("application", "shop")
                .containsEntry("commit", "c0ffee")
                .containsEntry("cause", "sync")
                .containsEntry("actor", "kari")
                .containsEntry("managerBefore", "kubectl-edit")
                .hasSize(10);
        assertThat(Json.parse(lines(file(1)).get(1))).doesNotContainKeys("actor", "managerBefore");
    }

    @Test
    void theChainGoesOnAfterARestart() throws IOException {
        write(2);
        log.save();
        restart();
        write(2);

        assertThat(verdict().problems()).isEmpty();
        assertThat(verdict().lines()).isEqualTo(4);
    }

    @Test
    void theChainGoesOnOverFilesAndTheEldestMakeRoom() throws IOException {
        log = AuditLog.in(directory, NOON, 600);
        write(60);

        AuditVerdict verdict = verdict();
        assertThat(verdict.problems()).isEmpty();
        assertThat(log.files().all()).hasSize(8);
        assertThat(verdict.first()).isGreaterThan(1);
        assertThat(verdict.end().number()).isEqualTo(60);

        restart();
        write(1);
        assertThat(verdict().problems()).isEmpty();
    }

    @Test
    void aFileThatWasTakenAwayIsMadeAnewAndTheGapIsAFinding() throws IOException {
        write(3);
        log.save();
        Files.move(file(1), temporary.resolve("elsewhere"));
        write(1);
        log.save();
        write(2);

        assertThat(Files.exists(file(1))).isTrue();
        assertThat(verdict().problems()).isNotEmpty();
    }

    @Test
    void afterItsCloseALineIsWrittenAllTheSame() throws IOException {
        write(2);
        log.close();
        write(1);

        assertThat(verdict().problems()).isEmpty();
        assertThat(verdict().lines()).isEqualTo(3);
    }

    @Test
    void anEditedLineIsNamed() throws IOException {
        write(5);
        edit(file(1), lines -> lines.set(2, replaced(lines.get(2), "object-2", "object-X")));

        assertThat(verdict().problems())
                .containsExactly(
                        "000000000001.jsonl:3: line 3 is not what was written: line 4 carries the"
                                + " hash of another one");
    }

    @Test
    void aMissingLineIsNamed() throws IOException {
        write(5);
        edit(file(1), lines -> lines.remove(2));

        assertThat(verdict().problems())
                .containsExactly("000000000001.jsonl:3: line 3 is missing before line 4");
    }

    @Test
    void linesThatAreCutOffTheEndAreNamed() throws IOException {
        write(5);
        edit(file(1), lines -> lines.subList(3, 5).clear());

        assertThat(verdict().problems())
                .containsExactly(
                        "000000000001.jsonl:3: the trail ends at line 3, and had come to line 5");
    }

    @Test
    void theLastLineIsHeldAgainstWhatIsRemembered() throws IOException {
        write(2);
        edit(file(1), lines -> lines.set(1, replaced(lines.get(1), "object-1", "object-X")));

        assertThat(verdict().problems())
                .containsExactly(
                        "line 2 is not what was written: another hash is remembered of it");
    }

    @Test
    void whatIsTakenAwayWhileNobodyWatchesIsToldForEver() throws IOException {
        write(5);
        log.save();
        edit(file(1), lines -> lines.subList(3, 5).clear());
        restart();
        write(3);

        assertThat(verdict().problems())
                .containsExactly(
                        "000000000001.jsonl:4: line 4 says that the controller began, and the trail"
                                + " did not end as it was left at line 5");
    }

    @Test
    void withoutWhatIsRememberedTheTrailIsNotTrusted() throws IOException {
        write(2);
        log.save();
        Files.delete(directory.resolve("head"));
        restart();
        write(1);

        assertThat(verdict().problems()).hasSize(1);
    }

    @Test
    void theEldestFileIsMissedWhenItHasNotMadeRoom() throws IOException {
        log = AuditLog.in(directory, NOON, 600);
        write(20);
        List<Path> files = log.files().all();
        Files.delete(files.get(0));
        long next = AuditFiles.firstNumber(files.get(1));

        assertThat(verdict().problems())
                .containsExactly(
                        files.get(1).getFileName()
                                + ":1: lines 1 to "
                                + (next - 1)
                                + " are missing before line "
                                + next);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 30, 120})
    void afterHalfALastLineItGoesOnAndSaysSo(int bytesThatCame) throws IOException {
        write(3);
        log.save();
        write(1);
        byte[] all = Files.readAllBytes(file(1));
        int before = all.length - lines(file(1)).get(3).length - 1;
        Files.write(file(1), Arrays.copyOf(all, before + bytesThatCame));

        restart();
        write(2);

        assertThat(verdict().problems()).isEmpty();
        List<byte[]> lines = lines(file(1));
        assertThat(lines.get(3)).hasSize(bytesThatCame); // nothing is ever taken back
        assertThat(Json.parse(lines.get(4)))
                .containsEntry("line", 4)
                .containsEntry("action", "go on after half a line")
                .containsKey("broken");
        assertThat(verdict().lines()).isEqualTo(6);
    }

    @Test
    void aCrashWhileItSaysSoIsSurvivedAsWell() throws IOException {
        write(2);
        append("{\"line\":3,\"prev");
        restart();
        log.head();
        byte[] all = Files.readAllBytes(file(1));
        Files.write(file(1), Arrays.copyOf(all, all.length - 20));
        restart();
        write(1);

        assertThat(verdict().problems()).isEmpty();
    }

    @Test
    void aLineThatLacksItsEndAloneIsALine() throws IOException {
        write(2);
        byte[] all = Files.readAllBytes(file(1));
        Files.write(file(1), Arrays.copyOf(all, all.length - 1));
        restart();
        write(1);

        assertThat(verdict().problems()).isEmpty();
        assertThat(verdict().lines()).isEqualTo(3);
    }

    @Test
    void wordsBetweenTheLinesAreNoCrash() throws IOException {
        write(3);
        edit(file(1), lines -> lines.add(1, "half a".getBytes(StandardCharsets.UTF_8)));

        assertThat(verdict().problems())
                .containsExactly("000000000001.jsonl:2: is no line of the trail");
    }

    /** Whatever is changed, wherever: no single change goes unnoticed. */
    @Test
    void everySingleChangeIsFound() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 150; round++) {
            directory = temporary.resolve("round-" + round);
            log = AuditLog.in(directory, NOON, 900);
            write(12);
            assertThat(verdict().problems()).isEmpty();
            List<Path> files = log.files().all();
            Path file = files.get(random.nextInt(files.size()));
            String change = change(file, random);

            assertThat(verdict().problems()).as(change + " in round " + round).isNotEmpty();
        }
    }

    private static String change(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0:
                bytes[at] ^= (byte) (1 << random.nextInt(7));
                Files.write(file, bytes);
                return "another bit at " + at;
            case 1:
                Files.write(file, Arrays.copyOf(bytes, Math.min(at, bytes.length - 2)));
                return "cut at " + at;
            case 2:
                edit(file, lines -> lines.remove(random.nextInt(lines.size())));
                return "a line less";
            default:
                Files.delete(file);
                return "no file";
        }
    }

    @Test
    void theDeskTellsTheTrailSinceATime() throws IOException {
        write(2);
        log = AuditLog.in(directory, Clock.offset(NOON, java.time.Duration.ofHours(3)));
        write(1);

        Map<String, Object> since = answer("/audit?since=2026-11-29T13:00:00Z");
        assertThat(since).containsEntry("whole", true).containsEntry("lines", 3L);
        assertThat(Fields.list(since, "entries"))
                .singleElement()
                .satisfies(
                        e -> assertThat(Fields.text(e, "object").orElse("")).contains("object-2"));
        assertThat(Fields.list(answer("/audit?within=PT2H"), "entries")).hasSize(1);
        assertThat(Fields.list(answer("/audit"), "entries")).hasSize(3);
        assertThat(answer("/audit?since=noon").get("error").toString()).contains("noon");
    }

    @Test
    void theDeskTellsTheNewestLinesOfOneApplicationAndProvesAll() throws IOException {
        write(3);
        log.wrote("prune", key("db"), cause("web", "kari"), "");

        Map<String, Object> shop = answer("/audit?application=shop&last=2");
        assertThat(shop)
                .containsEntry("whole", true)
                .containsEntry("lines", 4L)
                .containsEntry("leftOff", 1L);
        assertThat(Fields.list(shop, "entries"))
                .extracting(entry -> Fields.number(entry, "line"))
                .containsExactly(2L, 3L);
        assertThat(Fields.list(answer("/audit?application=web"), "entries"))
                .singleElement()
                .satisfies(
                        entry ->
                                assertThat(Fields.map(entry))
                                        .containsEntry("action", "prune")
                                        .containsEntry("actor", "kari"));
        assertThat(Fields.list(answer("/audit?application=we"), "entries")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "99999999999"})
    void aNumberOfLinesThatIsNoneIsToldWithWhatWouldBe(String last) {
        Map<String, Object> told = answer("/audit?last=" + last);

        assertThat(told.get("error")).isEqualTo("'" + last + "' is no number of lines");
        assertThat(told.get("fix")).isEqualTo("write one from 1 to 5000");
    }

    private Map<String, Object> answer(String target) {
        Clock clock = Clock.offset(NOON, java.time.Duration.ofHours(4));
        return new AuditDesk(log, clock).answer(Question.of("GET", target, "")).content();
    }

    private interface Edit {
        void of(List<byte[]> lines);
    }

    private static void edit(Path file, Edit edit) throws IOException {
        List<byte[]> lines = lines(file);
        edit.of(lines);
        StringBuilder text = new StringBuilder();
        lines.forEach(l -> text.append(new String(l, StandardCharsets.ISO_8859_1)).append('\n'));
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(byte[] line, String from, String to) {
        return new String(line, StandardCharsets.UTF_8)
                .replace(from, to)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> lines(Path file) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        AuditFiles.read(file, (bytes, whole) -> lines.add(bytes));
        return lines;
    }

    private void append(String text) throws IOException {
        Files.writeString(file(1), text, java.nio.file.StandardOpenOption.APPEND);
    }

    private Path file(long first) {
        return log.files().beginningWith(first);
    }

    private void restart() throws IOException {
        log = AuditLog.in(directory, NOON);
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            log.wrote("apply", key("object-" + written++), cause("kari"), "");
        }
    }

    private AuditVerdict verdict() throws IOException {
        return AuditVerifier.verify(log.files(), log.head(), line -> true, 1_000);
    }

    private static ResourceKey key(String name) {
        return new ResourceKey("", "ConfigMap", "shop", name);
    }

    private static Cause cause(String actor) {
        return cause("shop", actor);
    }

    private static Cause cause(String application, String actor) {
        return new Cause(
                application,
                "c0ffee",
                "sync",
                actor,
                "",
                PropagationPolicy.FOREGROUND,
                Normaliser.NONE);
    }
}
