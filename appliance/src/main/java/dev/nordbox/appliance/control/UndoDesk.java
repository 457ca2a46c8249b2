package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.Answer.Refusal;
import dev.nordbox.appliance.status.Question;
import dev.nordbox.appliance.tombstone.Burial;
import dev.nordbox.appliance.tombstone.Burial.Gone;
import dev.nordbox.appliance.tombstone.Tombstone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what was deleted of an application, and has it brought back. */
final class UndoDesk {

    private static final int MOST_NAMED = 10;

    private final Undoing undoing;
    private final OperationRequests requests;

    UndoDesk(Undoing undoing, OperationRequests requests) {
        this.undoing = undoing;
        this.requests = requests;
    }

    /** What is kept of an application, the newest first. */
    Answer deletions(AppState state) {
        List<Object> told = new ArrayList<>();
        undoing.burials(state.key.id()).forEach(burial -> told.add(0, document(burial)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", state.key.id());
        answer.put("deletions", told);
        return Answer.of(answer);
    }

    private static Map<String, Object> document(Burial burial) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", burial.id());
        document.put("time", burial.begun().toString());
        document.put("commit", burial.occasion().revision());
        document.put("cause", burial.occasion().reason());
        document.put("actor", burial.occasion().actor());
        document.put(
                "objects",
                burial.objects().stream()
                        .map(gone -> object(gone.key(), gone.kept(), gone.remark()))
                        .toList());
        return document;
    }

    private static Map<String, Object> object(ResourceKey key, boolean back, String remark) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("object", key.toString());
        object.put("back", back);
        object.put("remark", remark);
        return object;
    }

    /**
     * @param question {@code sync}, one deletion; {@code revision}, all of one commit; neither: all
     *     of the commit of the last
     */
    Answer undo(AppState state, Question question) throws ClusterException {
        String name = state.key.id();
        List<Burial> all = undoing.burials(name);
        if (all.isEmpty()) {
            return Answer.refused(
                    Refusal.CONFLICT,
                    "nothing that was deleted of " + name + " is kept",
                    "what somebody else deleted comes back by `app sync "
                            + name
                            + "`; what left"
                            + " Git long ago comes back by a commit");
        }
        List<Burial> chosen = chosen(all, question.text("sync"), question.text("revision"));
        if (chosen.isEmpty()) {
            return unknown(name, all, question);
        }
        try {
            return undo(state, undoing.plan(state, chosen), chosen, question);
        } catch (IOException e) {
            return Answer.refused(
                    Refusal.CONFLICT,
                    "what was deleted cannot be read: " + e.getMessage(),
                    "look at the tombstones below the controller's state directory");
        }
    }

    private static List<Burial> chosen(List<Burial> all, String sync, String revision) {
        if (!sync.isEmpty()) {
            return all.stream().filter(one -> String.valueOf(one.id()).equals(sync)).toList();
        }
        if (!revision.isEmpty()) {
            return all.stream()
                    .filter(one -> one.occasion().revision().startsWith(revision))
                    .toList();
        }
        Burial last = all.get(all.size() - 1);
        String commit = last.occasion().revision();
        return all.stream().filter(one -> one == last || isOf(commit, one)).toList();
    }

    /** What could not go yet when the sync ran went a little later, and belongs to it. */
    private static boolean isOf(String commit, Burial burial) {
        return !commit.isEmpty() && burial.occasion().revision().equals(commit);
    }

    private static Answer unknown(String name, List<Burial> all, Question question) {
        String sync = question.text("sync");
        boolean older = sync.matches("\\d{1,15}") && Long.parseLong(sync) < all.get(0).id();
        String error =
                sync.isEmpty()
                        ? "no sync of "
                                + name
                                + " to "
                                + question.text("revision")
                                + " deleted"
                                + " anything that is kept"
                        : "no deletion "
                                + sync
                                + " of "
                                + name
                                + " is kept"
                                + (older ? " any more: the oldest is " + all.get(0).id() : "");
        return Answer.refused(
                Refusal.INVALID, error, "`app undo " + name + " --list` shows what is kept");
    }

    private Answer undo(AppState state, UndoPlan plan, List<Burial> chosen, Question question)
            throws ClusterException {
        if (plan.back().isEmpty()) {
            return Answer.refused(
                    Refusal.CONFLICT,
                    "there is nothing to bring back of " + state.key + ": " + plan.reasons(),
                    "`app undo " + state.key + " --list` shows what else was deleted");
        }
        Optional<String> refused =
                requests.undo(
                        state,
                        Undo.request(state, question.flag("dryRun"), plan.keys()),
                        Undo.info(chosen),
                        question.text("request"),
                        question.asker());
        return refused.map(
                        why ->
                                Answer.refused(
                                        Refusal.CONFLICT,
                                        why,
                                        "wait for its end, or `app terminate` it"))
                .orElseGet(() -> Answer.accepted(told(plan)));
    }

    private static Map<String, Object> told(UndoPlan plan) {
        List<Object> objects = new ArrayList<>();
        for (Tombstone tombstone : plan.back()) {
            objects.add(object(tombstone.key(), true, tombstone.remark()));
        }
        plan.not().forEach((key, why) -> objects.add(object(key, false, why)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("accepted", true);
        answer.put("objects", objects);
        return answer;
    }

    /** With an Application all of it went, and nothing is left that its objects could belong to. */
    Optional<Answer> ofTheDeleted(String name) {
        List<Burial> all = undoing.burials(name);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Gone> gone = all.get(all.size() - 1).objects();
        String few =
                String.join(
                        ", ",
                        gone.subList(0, Math.min(MOST_NAMED, gone.size())).stream()
                                .map(each -> each.key().toString())
                                .toList());
        return Optional.of(
                Answer.refused(
                        Refusal.NOT_FOUND,
                        "the Application "
                                + name
                                + " is gone, and an undo brings back objects of one that is there;"
                                + " with it went "
                                + few
                                + (gone.size() > MOST_NAMED ? ", ..." : ""),
                        "bring the Application back in Git, or by `app undo` of the one that"
                                + " brought it: its objects come from Git with it"));
    }
}
