package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.util.Map;
import java.util.Optional;

/** An Application whose every commit stays at its Git host, and what is asked of it. */
abstract class WebAtRevisions {

    static final String BY_HAND = "syncOptions: [CreateNamespace=true]";

    final Bed bed = new Bed();
    String one = "";
    String two = "";

    /** Synced by hand at a first commit, and then at a second one. */
    void deployedTwice() {
        bed.application("web", BY_HAND)
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "old", "one");
        one = commit();
        bed.start().calm();
        post("/applications/web/sync");
        bed.calm();
        bed.configMapFile("web", "settings", "two")
                .configMapFile("web", "fresh", "two")
                .remove("apps/web/old.yaml");
        two = commit();
        bed.calm();
        post("/applications/web/sync?prune=true");
        bed.calm();
        assertThat(value("settings")).hasValue("two");
        assertThat(value("old")).isEmpty();
    }

    /** Synced by itself at a first commit, and then at a second one. */
    void followedTwice() {
        bed.application("web").configMapFile("web", "settings", "one");
        one = commit();
        bed.start().calm();
        bed.configMapFile("web", "settings", "two");
        two = commit();
        bed.calm();
    }

    /** As a Git host does, every commit stays there under its id. */
    String commit() {
        InMemoryTree tree = new InMemoryTree();
        bed.files.forEach(tree::file);
        String commit = bed.commit();
        bed.repositories.stands(Bed.URL, commit, commit, tree);
        return commit;
    }

    String refusal() {
        return bed.status("web").conditions().of(ConditionType.SYNC_ERROR).stream()
                .map(condition -> condition.message())
                .filter(message -> message.startsWith("the operation was not begun"))
                .findFirst()
                .orElse("");
    }

    void patch(String revision) {
        bed.cluster.edit(Bed.key("web"), operation(revision));
    }

    static Map<String, Object> operation(String revision) {
        return Map.of("operation", Map.of("sync", Map.of("revision", revision)));
    }

    Optional<String> value(String name) {
        return bed.value("web", name, "key");
    }

    void post(String target) {
        assertThat(answer("POST", target)).extracting(Answer::status).isEqualTo("202 Accepted");
    }

    Answer answer(String method, String target) {
        return bed.asked(method, target);
    }
}
