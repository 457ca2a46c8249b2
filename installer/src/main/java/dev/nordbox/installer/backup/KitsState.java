package dev.nordbox.installer.backup;

import dev.nordbox.installer.backup.LastRuns.Failure;
import dev.nordbox.installer.backup.LastRuns.Made;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.kit.Manifest.SealingKey;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether the kits that a box makes can be relied on, for people and programs. */
public final class KitsState {
    /** In which the box makes a kit of a new key by itself, and may have been busy. */
    private static final Duration SETTLED = Duration.ofHours(1);

    private static final String JOURNAL = "journalctl -u " + BackupFile.SERVICE;

    private final BoxBackup backup;
    private final Instant now;

    KitsState(BoxBackup backup, Instant now) {
        this.backup = backup;
        this.now = now;
    }

    /** Empty for a box that makes no kits by itself. */
    public static Optional<KitsState> of(Shell host, Instant now) throws ProblemException {
        return BoxBackup.on(host).map(backup -> new KitsState(backup, now));
    }

    /** {@code 2026-11-29T03:41:10Z (7 h ago), 5120 KiB in /srv/kits; next Mon 2026-11-30 …}. */
    public String line() {
        String last =
                backup.runs()
                        .kit()
                        .map(
                                kit ->
                                        "%s (%s ago), %d KiB in %s"
                                                .formatted(
                                                        kit.at(),
                                                        age(kit.at()),
                                                        kit.size() >> 10,
                                                        kit.where()))
                        .orElse("none yet");
        return last
                + lacking().map(key -> "; without sealing key " + name(key)).orElse("")
                + (backup.running() ? "; one is being made" : "")
                + (backup.next().isEmpty() ? "" : "; next " + backup.next());
    }

    /** Why they cannot; none when they can. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        String store = backup.settings().backup().target().name();
        if (!backup.timer()) {
            problems.add(
                    new Problem(
                            BackupFile.TIMER + " does not run, so no kits are made",
                            backup.settings().host(),
                            "run `up`"));
        }
        if (!backup.renewal()) {
            problems.add(
                    new Problem(
                            BackupFile.RENEWAL + " does not run, so a new sealing key makes no kit",
                            backup.settings().host(),
                            "run `up`"));
        }
        Optional<Failure> failure = backup.runs().failure();
        if (failure.filter(Failure::takenOver).isPresent()) {
            problems.add(new Problem(failure.get().why(), store, BackupFile.TAKEN_OVER_REMEDY));
        } else if (failure.isPresent()) {
            problems.add(
                    new Problem(
                            "the last kit failed at %s: %s"
                                    .formatted(failure.get().at(), failure.get().why()),
                            store,
                            "see to it, then `kit make` tries it again; on the host: " + JOURNAL));
        } else if (!backup.running() && !backup.result().equals("success")) {
            problems.add(
                    new Problem(
                            "the last kit was not made: its run ended in " + backup.result(),
                            store,
                            "look on the host: " + JOURNAL));
        }
        lacking()
                .filter(key -> Duration.between(key.since(), now).compareTo(SETTLED) > 0)
                .ifPresent(
                        key ->
                                problems.add(
                                        new Problem(
                                                "the last kit lacks sealing key %s: what was sealed with it"
                                                                .formatted(name(key))
                                                        + " could not be unsealed from that kit",
                                                store,
                                                "`kit make` makes one now; on the host: "
                                                        + JOURNAL)));
        for (String volume : backup.runs().kit().map(Made::torn).orElse(List.of())) {
            problems.add(
                    new Problem(
                            "the last kit is not whole: volume " + volume,
                            store,
                            "see to the pod, then `kit make` makes another"));
        }
        for (String kit : ahead()) {
            problems.add(
                    new Problem(
                            "%s is dated ahead of the clock here: who asks for the newest kit may"
                                            .formatted(kit)
                                    + " get that one for good",
                            store,
                            "see that the box' clock is right; remove that kit there, or rename"
                                    + " it, then `kit make` makes another"));
        }
        Duration limit = backup.settings().backup().staleAfter();
        Instant newest = backup.runs().kit().map(Made::at).orElse(backup.since());
        if (Duration.between(newest, now).compareTo(limit) > 0) {
            problems.add(
                    new Problem(
                            (backup.runs().kit().isPresent()
                                                    ? "the last kit is of %s"
                                                    : "no kit was made since %s")
                                            .formatted(newest)
                                    + ", longer ago than %d h".formatted(limit.toHours()),
                            store,
                            "find out why: " + JOURNAL + "; `kit make` makes one now"));
        }
        return problems;
    }

    /** Files of kits, the last one among them, of a time that has not come yet. */
    private List<String> ahead() {
        return backup.runs().kit().stream()
                .flatMap(kit -> Stream.concat(Stream.of(kit.file()), kit.ahead().stream()))
                .filter(file -> KitName.parse(file).filter(k -> k.isAheadOf(now)).isPresent())
                .distinct()
                .toList();
    }

    /** The newest key that the last kit has not; empty when it has all, or did not list them. */
    private Optional<SealingKey> lacking() {
        List<String> has = backup.runs().kit().map(Made::keys).orElse(List.of());
        return has.isEmpty()
                ? Optional.empty()
                : backup.keys().stream()
                        .filter(key -> !has.contains(key.fingerprint()))
                        .max(Comparator.comparing(SealingKey::since));
    }

    private static String name(SealingKey key) {
        return "%s of %s".formatted(key.fingerprint(), key.since());
    }

    /**
     * Volumes that the last kit has nothing of, or files of different moments: told every time, and
     * no failure.
     */
    public List<Problem> left() {
        return Stream.concat(
                        told(
                                Made::left,
                                "save it by other means; a restored box comes back without it"),
                        told(Made::changed, Volume.NEEDS_COMMAND))
                .toList();
    }

    private Stream<Problem> told(Function<Made, List<String>> volumes, String remedy) {
        return backup.runs().kit().map(volumes).orElse(List.of()).stream()
                .map(volume -> new Problem("volume " + volume, backup.settings().host(), remedy));
    }

    /**
     * @throws ProblemException KIT_STALE with every problem
     */
    public void requireFresh() throws ProblemException {
        List<Problem> problems = problems();
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.KIT_STALE, problems);
        }
    }

    /** The same for programs. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        backup.runs()
                .kit()
                .ifPresent(
                        kit -> {
                            document.put("last", kit.at().toString());
                            document.put("file", kit.file());
                            document.put("size", kit.size());
                            document.put("keys", kit.keys());
                            document.put("left", kit.left());
                            document.put("torn", kit.torn());
                            document.put("changed", kit.changed());
                        });
        document.put("where", backup.settings().backup().target().name());
        document.put("next", backup.next());
        document.put("running", backup.running());
        document.put("staleAfterHours", backup.settings().backup().staleAfter().toHours());
        document.put("problems", problems().stream().map(Problem::what).toList());
        return document;
    }

    private String age(Instant then) {
        Duration age = Duration.between(then, now);
        return age.toHours() < 1
                ? age.toMinutes() + " min"
                : age.toHours() < 72 ? age.toHours() + " h" : age.toDays() + " d";
    }
}
