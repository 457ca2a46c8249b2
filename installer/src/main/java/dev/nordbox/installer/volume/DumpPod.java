package dev.nordbox.installer.volume;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pod that a dump is for, at one moment.
 *
 * @param readiness whether the dump may be read in now, or not yet, or not any more
 * @param why in a few words
 */
public record DumpPod(Readiness readiness, String why) {
    /** How long a pod may have been at work before what it wrote is worth more than the dump. */
    static final Duration AT_WORK = Duration.ofMinutes(15);

    /**
     * How long after the restore anything is read in. A pod that was at work for days has just
     * become Ready after every boot, every restart and every probe that failed once.
     */
    static final Duration BACK = Duration.ofHours(1);

    /** Whether something can be read in. */
    public enum Readiness {
        READY,
        NOT_YET,
        TOO_LATE
    }

    /**
     * @param answer {@code restored EPOCH} and {@code now EPOCH}, by the host's clock, then the
     *     pods of its namespace as {@code kubectl get -o json} prints them
     * @throws IllegalArgumentException when it is something else
     */
    public static DumpPod of(byte[] answer, Dump dump) {
        String[] parts = new String(answer, StandardCharsets.UTF_8).split("\n", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("not a list of pods");
        }
        Instant restored = epoch(parts[0], "restored ");
        Instant now = epoch(parts[1], "now ");
        if (now.isAfter(restored.plus(BACK))) {
            return new DumpPod(
                    Readiness.TOO_LATE,
                    "the server came back at %s, and what was written since would be lost"
                            .formatted(restored));
        }
        List<DumpPod> seen = new ArrayList<>();
        for (Object item :
                Fields.list(Json.parse(parts[2].getBytes(StandardCharsets.UTF_8)), "items")) {
            Map<String, Object> pod = Fields.map(item);
            VolumeUser user = VolumeUser.of(pod);
            if (user.exec().equals(dump.pod())) {
                seen.add(of(user, pod, restored, now));
            }
        }
        return seen.stream()
                .filter(pod -> pod.readiness != Readiness.NOT_YET)
                .findFirst()
                .or(() -> seen.stream().findFirst())
                .orElse(new DumpPod(Readiness.NOT_YET, "it is not there"));
    }

    private static DumpPod of(
            VolumeUser user, Map<String, Object> pod, Instant restored, Instant now) {
        if (!user.ready()) {
            return new DumpPod(Readiness.NOT_YET, "it is not Ready");
        }
        // Until the kubelet reports, the snapshot's word stands: Ready, on the host that was lost.
        if (starts(pod).isEmpty() || starts(pod).stream().anyMatch(restored::isAfter)) {
            return new DumpPod(Readiness.NOT_YET, "it was not started on this host yet");
        }
        Optional<Instant> since = readySince(pod);
        return since.filter(now.minus(AT_WORK)::isAfter).isPresent()
                ? new DumpPod(
                        Readiness.TOO_LATE,
                        "it has been at work since %s, and what it wrote would be lost"
                                .formatted(since.get()))
                : new DumpPod(Readiness.READY, "");
    }

    private static List<Instant> starts(Map<String, Object> pod) {
        return Fields.list(pod, "status", "containerStatuses").stream()
                .flatMap(each -> Fields.text(each, "state", "running", "startedAt").stream())
                .flatMap(text -> time(text).stream())
                .toList();
    }

    private static Optional<Instant> readySince(Map<String, Object> pod) {
        return Fields.list(pod, "status", "conditions").stream()
                .filter(each -> Fields.text(each, "type").orElse("").equals("Ready"))
                .flatMap(each -> Fields.text(each, "lastTransitionTime").stream())
                .flatMap(text -> time(text).stream())
                .findFirst();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant epoch(String line, String word) {
        if (!line.startsWith(word) || !line.substring(word.length()).matches("\\d{1,12}")) {
            throw new IllegalArgumentException("not a time: " + word);
        }
        return Instant.ofEpochSecond(Long.parseLong(line.substring(word.length())));
    }
}
