package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.manifest.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** All of an object but what we write ourselves, in few bytes: our own status is no news. */
final class AsksFor {
    private static final Digests DIGESTS = Digests.withKey(Digests.newKey());

    private AsksFor() {}

    static String of(LiveObject object) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("uid", object.uid());
        content.put("ending", object.terminating());
        content.put("labels", Fields.map(object.content(), "metadata", "labels"));
        content.put("annotations", Fields.map(object.content(), "metadata", "annotations"));
        content.put("spec", Fields.map(object.content(), "spec"));
        return DIGESTS.of(content).hex();
    }
}
