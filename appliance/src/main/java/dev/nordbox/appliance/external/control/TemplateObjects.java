package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.SecretData;
import dev.nordbox.appliance.external.Template;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** ConfigMaps and Secrets with templates, in the namespace of the ExternalSecret. */
record TemplateObjects(Cluster cluster, String namespace) implements Template.Sources {

    @Override
    public String text(String kind, String name, String key) throws CannotSync {
        Optional<LiveObject> object;
        try {
            object = cluster.get(ExternalKinds.core(kind, namespace, name));
        } catch (ClusterException e) {
            throw CannotSync.update("error fetching templateFrom data: " + e.getMessage());
        }
        if (object.isEmpty()) {
            throw CannotSync.update(
                    "error fetching templateFrom data: there is no " + kind + " " + name);
        }
        Optional<String> text =
                kind.equals("Secret")
                        ? SecretData.of(object.get().content(), key)
                                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        : Fields.text(object.get().content(), "data", key);
        return text.orElseThrow(
                () ->
                        CannotSync.update(
                                "error fetching templateFrom data: error in "
                                        + kind.toLowerCase(Locale.ROOT)
                                        + " "
                                        + name
                                        + ": missing key "
                                        + key));
    }
}
