package dev.nordbox.appliance.control;

import dev.nordbox.appliance.status.RepositoryStatus;
import dev.nordbox.appliance.why.Obstacle;
import dev.nordbox.appliance.why.Situation;
import dev.nordbox.appliance.why.Situation.GitTrouble;
import dev.nordbox.appliance.why.Situation.Kept;
import dev.nordbox.appliance.why.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what is known of an application, and answers why it is not what Git says. */
final class Situations {

    private final Applications applications;

    Situations(Applications applications) {
        this.applications = applications;
    }

    Map<String, Object> why(
            AppState state, Optional<String> clusterProblem, Optional<RepositoryStatus> git) {
        Optional<Obstacle> obstacle = Why.of(situation(state, clusterProblem, git));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", state.key.id());
        answer.put("blocked", obstacle.isPresent());
        obstacle.ifPresent(
                found -> {
                    answer.put("what", found.what());
                    answer.put("whose", found.owner().name());
                    answer.put("where", found.where());
                    answer.put("fix", found.fix());
                });
        answer.put("sentence", obstacle.map(Obstacle::sentence).orElseGet(() -> fine(state)));
        return answer;
    }

    private static String fine(AppState state) {
        return "nothing is in the way of "
                + state.key
                + state.reported
                        .sync()
                        .map(sync -> ": it is " + sync.status() + " at " + sync.commits())
                        .orElse("");
    }

    private Situation situation(
            AppState state, Optional<String> clusterProblem, Optional<RepositoryStatus> git) {
        return new Situation(
                state.key.id(),
                state.application(),
                state.reported,
                origin(state),
                clusterProblem,
                git.flatMap(Situations::trouble),
                state.level.flatMap(Level::waiting),
                kept(state),
                state.deleting);
    }

    private static Optional<GitTrouble> trouble(RepositoryStatus git) {
        return git.problem()
                .map(
                        problem ->
                                new GitTrouble(
                                        problem.message(),
                                        problem.remedy(),
                                        problem.since(),
                                        git.revision().map(last -> last.commit().substring(0, 7))));
    }

    /** Where Git has the Application, if another one brings it. */
    private String origin(AppState state) {
        return applications.all().stream()
                .flatMap(other -> other.level.stream())
                .map(Level::mine)
                .filter(mine -> mine.containsKey(state.key.resource()))
                .map(mine -> mine.get(state.key.resource()))
                .map(target -> target.manifest().origin())
                .findFirst()
                .orElse("");
    }

    private static List<Kept> kept(AppState state) {
        return state.level.stream()
                .flatMap(level -> level.leftovers().stream())
                .filter(left -> left.fate().isUpToAPerson())
                .map(left -> new Kept(left.key().toString(), left.reason()))
                .toList();
    }
}
