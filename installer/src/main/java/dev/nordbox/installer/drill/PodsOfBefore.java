package dev.nordbox.installer.drill;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * Pods of a restored box that are called Ready by what the snapshot knew of them: their containers
 * were started before the kit was saved, on the host that it is of. Kubernetes needs a minute to
 * notice, and until then their applications look Healthy.
 */
final class PodsOfBefore {
    private PodsOfBefore() {}

    /**
     * @param listing pods as {@code kubectl get -o json} prints them
     * @param saved when the kit was
     * @return {@code NAMESPACE/NAME} of each
     * @throws IllegalArgumentException when it is something else
     */
    static List<String> in(String listing, Instant saved) {
        return Fields.list(Json.parse(listing.getBytes(StandardCharsets.UTF_8)), "items").stream()
                .filter(PodsOfBefore::isReady)
                .filter(pod -> isStartedBefore(pod, saved))
                .map(
                        pod ->
                                Fields.text(pod, "metadata", "namespace").orElse("")
                                        + "/"
                                        + Fields.text(pod, "metadata", "name").orElse(""))
                .sorted()
                .toList();
    }

    private static boolean isReady(Object pod) {
        return Conditions.isTrue(pod, "Ready");
    }

    private static boolean isStartedBefore(Object pod, Instant saved) {
        return Fields.list(pod, "status", "containerStatuses").stream()
                .flatMap(each -> Fields.text(each, "state", "running", "startedAt").stream())
                .anyMatch(started -> time(started).isBefore(saved));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time: " + text, e);
        }
    }
}
