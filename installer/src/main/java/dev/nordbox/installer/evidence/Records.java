package dev.nordbox.installer.evidence;

import dev.nordbox.installer.control.Finding;
import dev.nordbox.installer.control.Result;
import dev.nordbox.installer.control.Seen;
import dev.nordbox.installer.control.Verdict;
import dev.nordbox.installer.profile.Attestation;
import dev.nordbox.installer.profile.Control;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One run of {@code verify} as records: what it was about, a record a control, and the counts. */
public final class Records {
    private Records() {}

    /**
     * Who looked, and with what.
     *
     * @param host as the operator calls it
     * @param version of nordbox
     * @param operator {@code user@machine}, or the box' own name
     * @param key fingerprint of the one that signs; empty when nobody does
     * @param by a person, or a box by itself
     */
    public record Author(
            String host, String version, String operator, Optional<String> key, Prover.Kind by) {}

    /**
     * @param ends what the run follows
     */
    public static Chain of(Seen seen, List<Verdict> verdicts, Author author, Ends ends) {
        Chain chain = new Chain(ends.head());
        Map<String, Object> about = run(seen, author);
        about.put(Ends.PERSONS, ends.personsHead());
        chain.add(about);
        verdicts.forEach(verdict -> chain.add(control(verdict, seen)));
        return chain.add(end(verdicts));
    }

    private static Map<String, Object> run(Seen seen, Author author) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("kind", "run");
        run.put("profile", seen.profile().id());
        run.put("profileVersion", seen.profile().version());
        run.put("profileTitle", seen.profile().title());
        run.put("authority", seen.profile().parameters().authority());
        run.put("host", author.host());
        run.put("operator", author.operator());
        run.put(Prover.BY, author.by().word());
        run.put("signedBy", author.key().orElse(""));
        run.put("hostname", seen.facts().machine().hostname());
        run.put("os", seen.facts().os().id() + " " + seen.facts().os().version());
        run.put("uptime", seen.uptime().words());
        run.put("booted", seen.uptime().booted().map(Records::time).orElse(""));
        run.put("k3sStarted", seen.uptime().started().map(Records::time).orElse(""));
        run.put("tool", "nordbox " + author.version());
        run.put("collected", time(seen.at()));
        run.put("expires", expires(seen));
        run.put(
                "egress",
                seen.profile().parameters().egress().stream()
                        .map(
                                endpoint ->
                                        Map.of(
                                                "name", endpoint.name(),
                                                "addresses", endpoint.cidrs(),
                                                "ports", endpoint.ports(),
                                                "pods", endpoint.pods(),
                                                "purpose", endpoint.purpose(),
                                                "owner", endpoint.owner().orElse(""),
                                                "country", endpoint.country().orElse("")))
                        .toList());
        seen.profile()
                .parameters()
                .place()
                .attestation()
                .map(Attestation::proof)
                .ifPresent(
                        proof ->
                                run.put(
                                        "attestation",
                                        Map.of(
                                                "file", proof.file(),
                                                "sha256", Chain.hash(proof.text()))));
        return run;
    }

    private static Map<String, Object> control(Verdict verdict, Seen seen) {
        Control control = verdict.control();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("kind", "control");
        record.put("id", control.id());
        record.put("requirement", control.requirement());
        record.put("severity", control.severity().name().toLowerCase(Locale.ROOT));
        record.put("standing", control.standing().word());
        record.put(
                "sources",
                control.sources().stream()
                        .map(source -> Map.of("ref", source.ref(), "checked", source.checked()))
                        .toList());
        record.put("enforcedBy", control.enforcedBy());
        record.put("result", verdict.result().word());
        record.put("findings", verdict.findings().stream().map(Records::finding).toList());
        record.put("missing", control.missing());
        record.put("doesNotProve", control.doesNotProve());
        verdict.waiver()
                .ifPresent(
                        waiver ->
                                record.put(
                                        "waiver",
                                        Map.of(
                                                "owner", waiver.owner(),
                                                "reason", waiver.reason(),
                                                "expires", waiver.expires().toString())));
        record.put("collected", time(seen.at()));
        record.put("expires", expires(seen));
        return record;
    }

    private static Map<String, Object> finding(Finding finding) {
        return Map.of(
                "check", finding.check(),
                "result", finding.result().word(),
                "observed", finding.observed(),
                "reason", finding.reason());
    }

    private static Map<String, Object> end(List<Verdict> verdicts) {
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("kind", "end");
        end.put("counts", counts(verdicts));
        List<String> failed = new ArrayList<>();
        verdicts.stream()
                .filter(Verdict::isFailedMust)
                .forEach(verdict -> failed.add(verdict.control().id()));
        end.put("failedMust", failed);
        return end;
    }

    /** How many controls ended in each result, also in those that none ended in. */
    public static Map<String, Long> counts(List<Verdict> verdicts) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Result result : Result.values()) {
            counts.put(
                    result.word(),
                    verdicts.stream().filter(verdict -> verdict.result() == result).count());
        }
        return counts;
    }

    /** How long a record speaks for the box. */
    private static String expires(Seen seen) {
        return time(seen.at().plus(Duration.ofDays(seen.profile().parameters().evidenceDays())));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
