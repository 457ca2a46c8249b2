package dev.nordbox.installer.plan;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.file.OwnFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Approval;
import dev.nordbox.installer.step.NotApproved;
import dev.nordbox.installer.step.PlannedChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan that somebody has read and approved: it is carried out on the facts that it stands on, or
 * not at all.
 *
 * @param file it was read from
 * @param host it was made for, as {@code Host.name} says
 */
public record SavedPlan(
        Path file, String nordbox, String host, Footing footing, List<PlannedChange> changes)
        implements Approval {

    private static final String AGAIN = "look at a new plan: plan --out ";

    public SavedPlan {
        changes = List.copyOf(changes);
    }

    /**
     * Readable by its owner only: it holds no secret, but says a lot about the host.
     *
     * @throws ProblemException when it cannot be written
     */
    public static void write(Path file, PlanDocument document) throws ProblemException {
        try {
            OwnFile.replaceAndClose(
                    file, (document.json() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "the plan cannot be written: " + e.getMessage(),
                            "--out " + file,
                            "name a file in a directory where you may write"),
                    e);
        }
    }

    /**
     * @param nordbox version of the program that shall carry it out
     * @throws ProblemException when there is none, it is no plan, or one of another version
     */
    public static SavedPlan read(Path file, String nordbox) throws ProblemException {
        try {
            Map<String, Object> document = Json.parse(Files.readAllBytes(file));
            if (!PlanDocument.KIND.equals(document.get("kind"))
                    || !PlanDocument.VERSION.equals(document.get("apiVersion"))) {
                throw new IllegalArgumentException("it is another document");
            }
            SavedPlan plan = of(file, document);
            if (!plan.nordbox.equals(nordbox)) {
                throw outdated(
                        file,
                        List.of(
                                "it was made by nordbox %s, this is %s"
                                        .formatted(plan.nordbox, nordbox)));
            }
            return plan;
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "no plan can be read there: " + e.getMessage(),
                            "--plan " + file,
                            "name a file that `plan --out` wrote"),
                    e);
        }
    }

    private static SavedPlan of(Path file, Map<String, Object> document) {
        Map<String, String> facts = new LinkedHashMap<>();
        map(document.get("facts")).forEach((name, value) -> facts.put(name, text(value)));
        Footing footing = new Footing(facts);
        if (!footing.digest().equals(document.get("digest"))) {
            throw new IllegalArgumentException("its facts are not those of its digest");
        }
        List<PlannedChange> changes = new ArrayList<>();
        for (Object step : items(document.get("steps"))) {
            Map<String, Object> fields = map(step);
            for (Object change : items(fields.get("changes"))) {
                changes.add(change(text(fields.get("id")), map(change)));
            }
        }
        return new SavedPlan(
                file, text(document.get("nordbox")), text(document.get("host")), footing, changes);
    }

    private static PlannedChange change(String step, Map<String, Object> fields) {
        return new PlannedChange(
                step,
                text(fields.get("what")),
                items(fields.get("writes")).stream().map(SavedPlan::text).toList());
    }

    @SuppressWarnings("unchecked") // JSON objects have texts for names
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) of(Map.class, value);
    }

    private static List<?> items(@Nullable Object value) {
        return of(List.class, value);
    }

    private static String text(@Nullable Object value) {
        return of(String.class, value);
    }

    private static <T> T of(Class<T> type, @Nullable Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("a field is missing or of another kind");
        }
        return type.cast(value);
    }

    @Override
    public void of(String host, HostFacts facts, List<PlannedChange> planned) throws NotApproved {
        List<String> moved = new ArrayList<>();
        if (!this.host.equals(host)) {
            moved.add("it was made for %s, this is %s".formatted(this.host, host));
        }
        moved.addAll(footing.movedTo(Footing.of(facts, footing.isByLogin()).masked()));
        if (moved.isEmpty()) {
            List<PlannedChange> now = planned.stream().map(Masked::of).toList();
            moved.addAll(without(changes, now, "it plans what is not wanted now: "));
            moved.addAll(without(now, changes, "it does not plan what is wanted now: "));
        }
        if (!moved.isEmpty()) {
            throw outdated(file, moved);
        }
    }

    /** On the same facts other changes come from other settings. */
    private static List<String> without(
            List<PlannedChange> some, List<PlannedChange> others, String told) {
        List<PlannedChange> left = new ArrayList<>(some);
        left.removeAll(others);
        return left.stream().map(change -> told + change).toList();
    }

    private static NotApproved outdated(Path file, List<String> moved) {
        return new NotApproved(
                moved.stream().map(m -> new Problem(m, "--plan " + file, AGAIN + file)).toList());
    }
}
