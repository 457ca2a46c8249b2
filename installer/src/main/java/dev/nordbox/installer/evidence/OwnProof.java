package dev.nordbox.installer.evidence;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.ProofFile;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a box last found when it proved itself. Whoever has root there could have written it: it
 * tells people that something is wrong, and replaces no proof of theirs.
 *
 * @param last empty when it never did
 * @param failed must-controls that failed then, but for those that a person's proof of later found
 *     met
 * @param timer whether its timer runs
 * @param next when that comes next, as systemd says it; {@code ""} when it does not know
 * @param result how systemd saw the last run end, {@code success} or another word
 * @param status its exit code
 */
public record OwnProof(
        Optional<LastProof> last,
        List<String> failed,
        boolean timer,
        String next,
        String result,
        int status) {
    /** What finds it out. */
    public static final String LABEL = "ask how the box proves itself";

    private static final String JOURNAL = "journalctl -u " + ProofFile.SERVICE;

    private static final Command ASK =
            Command.script(LABEL, Script.beside(OwnProof.class, "own-proof.sh")).withRoot();

    public OwnProof {
        failed = List.copyOf(failed);
    }

    /**
     * What failed, without what a person has found met since. Which came later no clock decides.
     */
    private static List<String> standing(Map<String, String> said) {
        List<String> failed = words(said, "failed");
        List<String> person = words(said, "unmet");
        return person.isEmpty() || person.get(0).equals(said.getOrDefault("after", ""))
                ? failed
                : failed.stream().filter(person::contains).toList();
    }

    private static List<String> words(Map<String, String> said, String key) {
        return Stream.of(said.getOrDefault(key, "").split(" "))
                .filter(word -> !word.isEmpty() && !word.equals(Proof.NOTHING))
                .toList();
    }

    /** Empty for a box that does not. */
    public static Optional<OwnProof> on(Shell host, BoxConfig config) throws ProblemException {
        Map<String, String> said = new LinkedHashMap<>();
        host.run(ASK)
                .orFail(host, ASK)
                .stdout()
                .lines()
                .map(line -> line.split("=", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> said.put(words[0], words[1]));
        if (!said.containsKey("timer")) {
            return Optional.empty();
        }
        return Optional.of(
                new OwnProof(
                        LastProof.of(
                                host,
                                config,
                                said.getOrDefault("note", ""),
                                said.getOrDefault("uptime", "")),
                        standing(said),
                        said.get("timer").equals("active"),
                        said.getOrDefault("next", ""),
                        said.getOrDefault("result", "success"),
                        number(said.getOrDefault("status", ""))));
    }

    private static int number(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    }

    /** It was made in this start of box and k3s. */
    public boolean isOfThisStart() {
        return last.filter(proof -> proof.unproved().isEmpty()).isPresent();
    }

    /** {@code 4 minutes ago, nordic/no: 27 pass, …; next Tue 2026-12-01 …}. */
    public String words(Instant now) {
        String told =
                last.map(proof -> proof.words(now, why -> why + ", which comes by itself"))
                        .orElse("not yet");
        return told + (next.isEmpty() ? "" : "; next " + next);
    }

    /**
     * What a person's proof is told with, where that is of an earlier start.
     *
     * @param own of the same box, if it proves itself
     */
    public static String words(LastProof person, Optional<OwnProof> own, Instant now) {
        return own.filter(OwnProof::isOfThisStart).isPresent()
                ? person.words(
                        now, why -> "of an earlier start; in this one the box has proved itself")
                : person.words(now);
    }

    /**
     * @param host as people call it
     * @throws ProblemException CONTROL_FAILED with each failure that stands
     */
    public void refuseFailedMusts(String host) throws ProblemException {
        List<Problem> problems =
                failed.stream()
                        .map(
                                id ->
                                        new Problem(
                                                "%s is not met, as the box itself found%s"
                                                        .formatted(id, at()),
                                                host,
                                                "`verify` shows what is wrong now, `profiles explain %s` what it is about; `up` mends what nordbox enforces"
                                                        .formatted(id)))
                        .toList();
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.CONTROL_FAILED, problems);
        }
    }

    private String at() {
        return last.map(proof -> " at " + proof.at()).orElse("");
    }

    /** Why it may not prove itself, or did not; none when it does. */
    public List<Problem> warnings(String host) {
        List<Problem> warnings = new ArrayList<>();
        if (!timer) {
            warnings.add(
                    new Problem(
                            ProofFile.TIMER + " does not run, so the box does not prove itself",
                            host,
                            "run `up`"));
        }
        if (!result.equals("success") && status != ExitCode.CONTROL_FAILED.number()) {
            warnings.add(
                    new Problem(
                            "the box could not prove itself: its run ended in " + result,
                            host,
                            "look on the host: " + JOURNAL + "; `verify` proves it from here"));
        }
        return warnings;
    }

    /** The same for programs. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        last.ifPresent(
                proof -> {
                    document.put("at", proof.at().toString());
                    document.put("outcome", proof.outcome());
                    document.put("ofThisStart", isOfThisStart());
                });
        document.put("failed", failed);
        document.put("timer", timer);
        document.put("next", next);
        return document;
    }
}
