package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.RenderException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image as {@code kustomize edit set image} takes it: {@code [old=]new[:tag][@digest]}, where
 * {@code *} keeps what the kustomization has.
 */
record ImageOverride(String name, String newName, String newTag, String digest) {

    private static final String KEPT = "*";
    private static final Pattern TAGGED = Pattern.compile("(.*):([a-zA-Z0-9._-]*|\\*)");

    static ImageOverride parse(String text) throws RenderException {
        int equals = text.indexOf('=');
        String target = text.substring(equals + 1);
        int at = target.indexOf('@');
        String digest = at < 0 ? "" : target.substring(at + 1);
        String untouched = at < 0 ? target : target.substring(0, at);
        Matcher tagged = TAGGED.matcher(untouched);
        String image = tagged.matches() ? tagged.group(1) : untouched;
        String tag = tagged.matches() ? tagged.group(2) : "";
        boolean saysSomething = equals > 0 || !tag.isEmpty() || !digest.isEmpty();
        if (image.isEmpty() || equals == 0 || !saysSomething) {
            throw new RenderException(
                    "spec.source.kustomize.images: '"
                            + text
                            + "' is no image; write name=newname:tag, name=newname@digest,"
                            + " name=newname, name:tag or name@digest");
        }
        return equals > 0
                ? new ImageOverride(text.substring(0, equals), image, tag, digest)
                : new ImageOverride(image, "", tag, digest);
    }

    /** The entry of {@code images} in place of the one that is there, which may be empty. */
    Map<String, Object> over(Map<String, Object> present) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        put(entry, "newName", newName, present);
        put(entry, "newTag", newTag, present);
        put(entry, "digest", digest, present);
        return entry;
    }

    private static void put(
            Map<String, Object> entry, String field, String value, Map<String, Object> present) {
        String wanted = value.equals(KEPT) ? Fields.text(present, field).orElse("") : value;
        if (!wanted.isEmpty()) {
            entry.put(field, wanted);
        }
    }
}
