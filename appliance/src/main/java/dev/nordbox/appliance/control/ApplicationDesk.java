package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Requests.Refresh;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.SyncRequest.Selected;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.Answer.Refusal;
import dev.nordbox.appliance.status.Question;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what people ask about applications, and has done what they ask for. */
final class ApplicationDesk {

    private final LiveCache cache;
    private final Applications applications;
    private final ApplicationDocuments documents;
    private final OperationRequests requests;
    private final Situations situations;
    private final Differences differences;
    private final UndoDesk undo;

    ApplicationDesk(
            LiveCache cache,
            Applications applications,
            ApplicationDocuments documents,
            OperationRequests requests,
            Situations situations,
            Differences differences,
            UndoDesk undo) {
        this.cache = cache;
        this.applications = applications;
        this.documents = documents;
        this.requests = requests;
        this.situations = situations;
        this.differences = differences;
        this.undo = undo;
    }

    /**
     * @param clusterProblem what keeps the controller from the cluster as a whole
     * @param git how the repository stands; empty when it is not known
     */
    Answer answer(
            Question question, Optional<String> clusterProblem, Optional<RepositoryStatus> git) {
        List<String> path = question.path();
        if (path.size() == 1 && question.method().equals("GET")) {
            return Answer.of(Map.of("applications", documents.lines()));
        }
        String name = path.size() > 1 ? path.get(1) : "";
        Optional<LiveObject> object =
                applications.named(name).flatMap(key -> cache.object(key.resource()));
        Optional<AppState> state = applications.named(name).flatMap(applications::known);
        if (object.isEmpty() || state.isEmpty()) {
            Optional<Answer> deleted =
                    path.size() > 2 && path.get(2).equals("undo")
                            ? undo.ofTheDeleted(name)
                            : Optional.empty();
            return deleted.orElseGet(
                    () -> Answer.refused(Refusal.NOT_FOUND, noSuch(name), whatThereIs()));
        }
        if (path.size() == 2 && question.method().equals("GET")) {
            return Answer.of(documents.whole(object.get()));
        }
        String asked = question.method() + (path.size() > 2 ? " " + path.get(2) : "");
        try {
            return switch (asked) {
                case "GET diff" -> diff(state.get());
                case "GET why" -> Answer.of(situations.why(state.get(), clusterProblem, git));
                case "GET deletions" -> undo.deletions(state.get());
                case "POST undo" -> undo.undo(state.get(), question);
                case "POST sync" -> sync(state.get(), question);
                case "POST rollback" -> rollback(state.get(), object.get(), question);
                case "POST refresh" -> refresh(state.get(), question);
                case "POST hold" -> hold(state.get(), question);
                case "POST release" -> release(state.get(), question);
                case "POST terminate" -> terminate(state.get(), question);
                default ->
                        Answer.refused(
                                Refusal.NOT_FOUND,
                                "there is no " + asked + " of an application",
                                "use a nordbox of the controller's version");
            };
        } catch (ClusterException e) {
            return Answer.refused(
                    Refusal.REFUSED,
                    e.getMessage(),
                    e instanceof ApiRefused
                            ? "what stands in the way is in the message"
                            : "try again when the API server answers");
        }
    }

    private static String noSuch(String name) {
        return "no Application " + name + " is followed here";
    }

    private String whatThereIs() {
        List<String> names = applications.all().stream().map(s -> s.key.id()).sorted().toList();
        String few = String.join(", ", names.subList(0, Math.min(10, names.size())));
        return names.isEmpty()
                ? "there is none yet: `status` tells what the controller waits for"
                : "there are " + few + (names.size() > 10 ? ", ..." : "");
    }

    private Answer diff(AppState state) throws ClusterException {
        Optional<Level> level = state.level.filter(Level::known);
        return level.isEmpty()
                ? Answer.refused(
                        Refusal.CONFLICT,
                        "it is not known what " + state.key + " is to be",
                        "`app why " + state.key + "` tells the reason")
                : Answer.of(differences.of(state, level.get()));
    }

    private Answer sync(AppState state, Question question) throws ClusterException {
        List<Selected> chosen =
                question.all("resource").stream().map(ApplicationDesk::one).toList();
        List<String> unknown = OperationRequests.unknown(state, chosen);
        if (!unknown.isEmpty()) {
            return Answer.refused(
                    Refusal.INVALID,
                    state.key + " has no object " + String.join(", ", unknown),
                    "write GROUP:KIND:NAME, or GROUP:KIND:NAMESPACE/NAME, as `app get` shows them,"
                            + " :ConfigMap:NAME in the core group");
        }
        SyncRequest request =
                OperationRequests.request(
                        state,
                        question.flag("prune"),
                        question.flag("dryRun"),
                        chosen,
                        question.all("revision"));
        List<String> objections =
                state.level
                        .filter(level -> state.aim().isEmpty())
                        .flatMap(level -> Aim.of(request, state, level.origin()))
                        .map(aim -> RefusedOperation.ofAim(request, state))
                        .orElse(List.of());
        if (!objections.isEmpty()) {
            return Answer.refused(
                    Refusal.CONFLICT,
                    String.join("; ", objections),
                    "without a revision it is synced to what it names itself");
        }
        return ask(state, request, question);
    }

    private Answer rollback(AppState state, LiveObject object, Question question)
            throws ClusterException {
        Rollback rollback =
                Rollback.to(
                        question.text("id"),
                        object,
                        question.flag("prune"),
                        question.flag("dryRun"));
        return rollback.refusal().isPresent()
                ? rollback.refusal().get()
                : ask(state, rollback.request().orElseThrow(), question);
    }

    private Answer ask(AppState state, SyncRequest request, Question question)
            throws ClusterException {
        Optional<String> refused =
                requests.sync(state, request, question.text("request"), question.asker());
        return answer(refused, "wait for its end, or `app terminate` it");
    }

    /** {@code apps:Deployment:web}, or {@code apps:Deployment:namespace/web}. */
    private static Selected one(String text) {
        String[] parts = text.split(":", 3);
        String name = parts.length < 3 ? "" : parts[2];
        int slash = name.indexOf('/');
        return new Selected(
                parts[0],
                parts.length < 2 ? "" : parts[1],
                slash < 0 ? "" : name.substring(0, slash),
                name.substring(slash + 1));
    }

    private Answer refresh(AppState state, Question question) throws ClusterException {
        Refresh how = question.flag("hard") ? Refresh.HARD : Refresh.NORMAL;
        requests.refresh(state, how, question.asker());
        return answer(Optional.empty(), "");
    }

    private Answer hold(AppState state, Question question) throws ClusterException {
        requests.hold(state, question.text("reason"), question.asker());
        return answer(Optional.empty(), "");
    }

    private Answer release(AppState state, Question question) throws ClusterException {
        if (question.flag("broughtBack")) {
            requests.letGo(state, question.asker());
        }
        requests.release(state, question.asker());
        return answer(Optional.empty(), "");
    }

    private Answer terminate(AppState state, Question question) throws ClusterException {
        return answer(
                requests.terminate(state, question.asker()), "`app get` shows what was done last");
    }

    private static Answer answer(Optional<String> refused, String fix) {
        return refused.map(why -> Answer.refused(Refusal.CONFLICT, why, fix))
                .orElseGet(() -> Answer.accepted(Map.of("accepted", true)));
    }
}
