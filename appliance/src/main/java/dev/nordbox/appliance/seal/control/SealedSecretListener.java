package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.Fingerprint;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Hears of SealedSecrets. Our own writing of a status is no news. */
final class SealedSecretListener implements ObjectListener {
    private final SealedSecretController controller;

    SealedSecretListener(SealedSecretController controller) {
        this.controller = controller;
    }

    @Override
    public boolean wants(ResourceKey key) {
        return true;
    }

    @Override
    public void listed(List<LiveObject> objects) {
        controller.heardAll(objects.stream().map(LiveObject::key).collect(Collectors.toSet()));
        objects.forEach(this::changed);
    }

    @Override
    public void changed(LiveObject object) {
        controller.heard(object, asksFor(object));
    }

    @Override
    public void deleted(LiveObject object) {
        controller.gone(object.key());
    }

    @Override
    public void interrupted(String why) {}

    /** The spec and the annotations, which give the scope, in few bytes. */
    private static String asksFor(LiveObject object) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("uid", object.uid());
        content.put("annotations", Fields.map(object.content(), "metadata", "annotations"));
        content.put("spec", Fields.map(object.content(), "spec"));
        byte[] digest = Fingerprint.sha256().digest(Json.printCanonical(content));
        return HexFormat.of().formatHex(digest);
    }
}
