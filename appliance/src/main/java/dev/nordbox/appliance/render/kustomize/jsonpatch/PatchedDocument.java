package dev.nordbox.appliance.render.kustomize.jsonpatch;

import dev.nordbox.appliance.render.RenderStopped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document while a patch is applied to it. */
final class PatchedDocument {
    /** What {@code copy} operations may add in all; each can double the document. */
    private static final int MAX_COPIED = 2_000_000;

    private @Nullable Object root;
    private int copied;

    /** Takes the document over and changes it. */
    PatchedDocument(@Nullable Object root) {
        this.root = root;
    }

    @Nullable Object root() {
        return root;
    }

    void setRoot(@Nullable Object value) throws JsonPatchException {
        if (!(value instanceof Map) && !(value instanceof List)) {
            throw new JsonPatchException(
                    "replace operation value must be object or array: %!w(<nil>)");
        }
        root = value;
    }

    /** Counts a value that is about to be copied. */
    void grow(@Nullable Object value) throws RenderStopped {
        copied += size(value, MAX_COPIED);
        if (copied > MAX_COPIED || copied < 0) {
            throw new RenderStopped("a JSON patch copies more than " + MAX_COPIED + " values");
        }
    }

    /** Where a JSON pointer leads; empty when a container on the way is missing. */
    Optional<Location> locate(String pointer) {
        String[] parts = pointer.split("/", -1);
        if (parts.length < 2) {
            return Optional.empty();
        }
        Object container = root;
        for (int i = 1; i < parts.length - 1; i++) {
            Optional<Location> step = location(container, unescape(parts[i]));
            if (step.isEmpty() || !step.get().canBeRead()) {
                return Optional.empty();
            }
            try {
                container = step.get().get("");
            } catch (JsonPatchException e) {
                return Optional.empty();
            }
        }
        return location(container, unescape(parts[parts.length - 1]));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Location> location(@Nullable Object container, String key) {
        if (container instanceof Map<?, ?> object) {
            return Optional.of(new Location.Field((Map<String, @Nullable Object>) object, key));
        }
        if (container instanceof List<?> array) {
            return Optional.of(new Location.Element((List<@Nullable Object>) array, key));
        }
        return Optional.empty();
    }

    private static String unescape(String part) {
        return part.replace("~1", "/").replace("~0", "~");
    }

    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
            map.forEach((key, item) -> copy.put(String.valueOf(key), copy(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return value;
    }

    private static int size(@Nullable Object value, int enough) {
        int size = 1;
        if (value instanceof String text) {
            size += text.length() / 32;
        }
        Iterable<?> children =
                value instanceof Map<?, ?> map
                        ? map.values()
                        : value instanceof List<?> list ? list : List.of();
        for (Object child : children) {
            if (size > enough) {
                return size;
            }
            size += size(child, enough - size);
        }
        return size;
    }
}
