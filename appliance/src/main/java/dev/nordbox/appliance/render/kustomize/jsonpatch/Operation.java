package dev.nordbox.appliance.render.kustomize.jsonpatch;

import dev.nordbox.appliance.render.RenderException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One operation of a patch, its fields still unchecked: what is missing matters when it runs. */
record Operation(Map<?, ?> fields) {
    private static final String MISSING = ": missing value";

    void apply(PatchedDocument document) throws RenderException {
        switch (kind()) {
            case "add" -> add(document);
            case "remove" -> remove(document);
            case "replace" -> replace(document);
            case "move" -> move(document);
            case "copy" -> copy(document);
            case "test" -> test(document);
            default -> throw new JsonPatchException("Unexpected kind: " + kind());
        }
    }

    private String kind() {
        return fields.get("op") instanceof String op ? op : "unknown";
    }

    private void add(PatchedDocument document) throws RenderException {
        if (!(fields.get("path") instanceof String path)) {
            throw new JsonPatchException("add operation failed to decode path" + MISSING);
        }
        Location target =
                document.locate(path)
                        .orElseThrow(
                                () ->
                                        new JsonPatchException(
                                                "add operation does not apply: doc is missing"
                                                        + " path: \""
                                                        + path
                                                        + "\""
                                                        + MISSING));
        target.add(value(), "error in add for path: '" + path + "'");
    }

    private void remove(PatchedDocument document) throws RenderException {
        if (!(fields.get("path") instanceof String path)) {
            throw new JsonPatchException("remove operation failed to decode path" + MISSING);
        }
        Location target =
                document.locate(path)
                        .orElseThrow(
                                () ->
                                        new JsonPatchException(
                                                "remove operation does not apply: doc is missing"
                                                        + " path: \""
                                                        + path
                                                        + "\""
                                                        + MISSING));
        target.remove("error in remove for path: '" + path + "'");
    }

    private void replace(PatchedDocument document) throws RenderException {
        String path = path("replace operation failed to decode path");
        if (path.isEmpty()) {
            document.setRoot(value());
            return;
        }
        Location target =
                locate(document, path, "replace operation does not apply: doc is missing path");
        // A field that is not there is no reason to refuse; an element is.
        if (!target.canBeRead()) {
            throw new JsonPatchException(
                    "replace operation does not apply: doc is missing key: " + path + MISSING);
        }
        target.set(value());
    }

    private void move(PatchedDocument document) throws RenderException {
        String from = from("move operation failed to decode from");
        Location source =
                locate(document, from, "move operation does not apply: doc is missing from path");
        String problem = "error in move for path: '" + source.key() + "'";
        Object value = source.get(problem);
        source.remove(problem);
        String path = path("move operation failed to decode path");
        locate(document, path, "move operation does not apply: doc is missing destination path")
                .add(value, "error in move for path: '" + path + "'");
    }

    private void copy(PatchedDocument document) throws RenderException {
        String from = from("copy operation failed to decode from");
        Object value =
                locate(document, from, "copy operation does not apply: doc is missing from path")
                        .get("error in copy for from: '" + from + "'");
        if (!(fields.get("path") instanceof String path)) {
            throw new JsonPatchException("copy operation failed to decode path" + MISSING);
        }
        Location target =
                locate(
                        document,
                        path,
                        "copy operation does not apply: doc is missing destination path");
        document.grow(value);
        target.add(PatchedDocument.copy(value), "error while adding value during copy");
    }

    private void test(PatchedDocument document) throws RenderException {
        String path = path("test operation failed to decode path");
        Object found =
                path.isEmpty()
                        ? document.root()
                        : locate(document, path, "test operation does not apply: is missing path")
                                .get("error in test for path: '" + path + "'");
        // What is not there is null, on both sides.
        if (!equal(found, fields.get("value"))) {
            throw new JsonPatchException("testing value " + path + " failed: test failed");
        }
    }

    private static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(
                                    field ->
                                            y.containsKey(field.getKey())
                                                    && equal(
                                                            field.getValue(),
                                                            y.get(field.getKey())));
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            boolean same = x.size() == y.size();
            for (int i = 0; same && i < x.size(); i++) {
                same = equal(x.get(i), y.get(i));
            }
            return same;
        }
        return Objects.equals(a, b);
    }

    private static Location locate(PatchedDocument document, String path, String problem)
            throws JsonPatchException {
        return document.locate(path)
                .orElseThrow(() -> new JsonPatchException(problem + ": " + path + MISSING));
    }

    private @Nullable Object value() {
        return PatchedDocument.copy(fields.get("value"));
    }

    private String path(String problem) throws JsonPatchException {
        return text("path", problem + ": operation missing path field");
    }

    private String from(String problem) throws JsonPatchException {
        return text("from", problem + ": operation, missing from field");
    }

    private String text(String field, String problem) throws JsonPatchException {
        Object value = fields.get(field);
        if (value == null) {
            throw new JsonPatchException(problem + MISSING);
        }
        if (!(value instanceof String text)) {
            throw new JsonPatchException(
                    problem.substring(0, problem.indexOf(": "))
                            + ": json: cannot unmarshal "
                            + JsonPatch.typeOf(value)
                            + " into Go value of type string");
        }
        return text;
    }
}
