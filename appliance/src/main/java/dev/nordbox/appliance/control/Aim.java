package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.catalog.FollowedRevision;
import dev.nordbox.appliance.manifest.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one sync is to, where the Application itself names something else: another revision, or the
 * source of an entry of the history. As long as an application has an aim, all that is read of it
 * is read there.
 *
 * @param revisions one for each source; {@code ""}, or none, for the source's own targetRevision
 * @param source instead of the Application's own, as written; empty for its own
 * @param sources the same for several
 */
record Aim(List<String> revisions, Map<String, Object> source, List<?> sources) {

    Aim {
        revisions = List.copyOf(revisions);
        sources = List.copyOf(sources);
    }

    /**
     * Where a sync leads; empty when that is what the Application names itself.
     *
     * @param state of an application that has no aim
     * @param own where its own sources are now
     */
    static Optional<Aim> of(SyncRequest sync, AppState state, Origin own) {
        Map<String, Object> spec = state.spec();
        boolean otherSource =
                sync.source().filter(s -> !s.equals(Fields.map(spec, "source"))).isPresent()
                        || !sync.sources().isEmpty()
                                && !sync.sources().equals(Fields.list(spec, "sources"));
        List<String> revisions =
                sync.revisions().isEmpty() ? List.of(sync.revision()) : sync.revisions();
        return otherSource || isOther(revisions, state.application().spec().sources(), own)
                ? Optional.of(new Aim(revisions, sync.source().orElse(Map.of()), sync.sources()))
                : Optional.empty();
    }

    /** These very commits, whatever a branch says later, and whatever the spec does. */
    static Aim at(Origin origin) {
        return new Aim(commits(origin), origin.source(), origin.sources());
    }

    private static List<String> commits(Origin origin) {
        return origin.revisions().isEmpty() ? List.of(origin.revision()) : origin.revisions();
    }

    private static boolean isOther(List<String> revisions, List<Source> sources, Origin own) {
        List<String> commits = commits(own);
        for (int i = 0; i < revisions.size(); i++) {
            String revision = revisions.get(i);
            String target = i < sources.size() ? sources.get(i).target() : "HEAD";
            String commit = i < commits.size() ? commits.get(i) : "";
            boolean same =
                    revision.isEmpty()
                            || revision.equals(target)
                            || FollowedRevision.isBeginningOf(commit, revision);
            if (!same) {
                return true;
            }
        }
        return false;
    }

    /** The revision that is wanted of the source at this place. */
    String revision(int place, Source its) {
        String wanted = place < revisions.size() ? revisions.get(place) : "";
        return wanted.isEmpty() ? its.targetRevision() : wanted;
    }

    /** The Application as it would be written to name this. */
    Map<String, Object> in(Map<String, Object> application) {
        if (source.isEmpty() && sources.isEmpty()) {
            return application;
        }
        Map<String, Object> spec = new LinkedHashMap<>(Fields.map(application, "spec"));
        spec.remove("source");
        spec.remove("sources");
        if (sources.isEmpty()) {
            spec.put("source", source);
        } else {
            spec.put("sources", sources);
        }
        Map<String, Object> content = new LinkedHashMap<>(application);
        content.put("spec", spec);
        return content;
    }
}
