package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Optional;

/**
 * Argo CD's mark on an object: {@code <app>:<group>/<kind>:<namespace>/<name>}. Kept byte for byte,
 * so that applications can be handed over in both directions.
 */
public record TrackingId(
        String application, String group, String kind, String namespace, String name) {

    public static final String ANNOTATION = "argocd.argoproj.io/tracking-id";

    /** On objects of an Argo CD that has a name of its own. */
    public static final String INSTALLATION = "argocd.argoproj.io/installation-id";

    /**
     * Argo CD never marks definitions, so that it never deletes one. We keep what data they hold by
     * other means, and have to know whose they are.
     */
    public static final String OF_DEFINITIONS = "nordbox.no/tracking-id";

    /**
     * @param destination the application's namespace: Argo CD writes it for cluster-scoped objects
     *     too
     */
    public static TrackingId of(String application, ResourceKey key, String destination) {
        String namespace = key.namespace().isEmpty() ? destination : key.namespace();
        return new TrackingId(application, key.group(), key.kind(), namespace, key.name());
    }

    /**
     * The application that an object says it belongs to. An id that names another object was copied
     * along with the annotations and says nothing.
     */
    public static Optional<String> applicationOf(LiveObject object) {
        ResourceKey key = object.key();
        if (ofAnotherInstallation(object.annotation(INSTALLATION)).isPresent()) {
            return Optional.empty();
        }
        return object.annotation(annotationOf(key.groupKind()))
                .flatMap(TrackingId::parse)
                .filter(id -> id.group.equals(key.group()) && id.kind.equals(key.kind()))
                .filter(id -> id.name.equals(key.name()))
                .filter(id -> key.namespace().isEmpty() || id.namespace.equals(key.namespace()))
                .map(TrackingId::application);
    }

    /**
     * Why an object is not deleted that says this; empty when it says nothing. Whoever tells
     * several Argo CDs apart by it means another one: nobody gives us such a name.
     */
    public static Optional<String> ofAnotherInstallation(Optional<String> installation) {
        return installation
                .filter(id -> !id.isBlank())
                .map(
                        id ->
                                "it belongs to the Argo CD '"
                                        + id
                                        + "'; take its annotation "
                                        + INSTALLATION
                                        + " off if it does not");
    }

    /** Which annotation carries the mark. */
    public static String annotationOf(GroupKind kind) {
        return kind.equals(Placement.DEFINITION) ? OF_DEFINITIONS : ANNOTATION;
    }

    /** Names may hold colons (RBAC), so the parts are cut from the front. */
    static Optional<TrackingId> parse(String text) {
        int application = text.indexOf(':');
        int group = text.indexOf('/', application + 1);
        int kind = text.indexOf(':', group + 1);
        int namespace = text.indexOf('/', kind + 1);
        if (application < 1 || group < 0 || kind < 0 || namespace < 0) {
            return Optional.empty();
        }
        return Optional.of(
                new TrackingId(
                        text.substring(0, application),
                        text.substring(application + 1, group),
                        text.substring(group + 1, kind),
                        text.substring(kind + 1, namespace),
                        text.substring(namespace + 1)));
    }

    @Override
    public String toString() {
        return application + ":" + group + "/" + kind + ":" + namespace + "/" + name;
    }
}
