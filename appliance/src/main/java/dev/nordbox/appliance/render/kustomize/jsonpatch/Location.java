package dev.nordbox.appliance.render.kustomize.jsonpatch;

import dev.nordbox.appliance.render.kustomize.resource.GoText;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a document, there or not: a key in an object, or a position in an array. */
sealed interface Location {

    /** The last part of the path, unescaped. */
    String key();

    boolean canBeRead();

    /**
     * @param problem what to say in front when an array has no such element
     */
    @Nullable Object get(String problem) throws JsonPatchException;

    void set(@Nullable Object value);

    void add(@Nullable Object value, String problem) throws JsonPatchException;

    void remove(String problem) throws JsonPatchException;

    /** A field. Reading one that is not there gives null. */
    record Field(Map<String, @Nullable Object> object, String key) implements Location {
        @Override
        public boolean canBeRead() {
            return true;
        }

        @Override
        public @Nullable Object get(String problem) {
            return object.get(key);
        }

        @Override
        public void set(@Nullable Object value) {
            object.put(key, value);
        }

        @Override
        public void add(@Nullable Object value, String problem) {
            object.put(key, value);
        }

        @Override
        public void remove(String problem) throws JsonPatchException {
            if (!object.containsKey(key)) {
                throw new JsonPatchException(
                        problem + ": Unable to remove nonexistent key: " + key + ": missing value");
            }
            object.remove(key);
        }
    }

    /** An element. Negative numbers count from the end; {@code -} is the place behind it. */
    record Element(List<@Nullable Object> array, String key) implements Location {
        private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+");

        @Override
        public boolean canBeRead() {
            try {
                index(array.size(), "");
                return true;
            } catch (JsonPatchException e) {
                return false;
            }
        }

        @Override
        public @Nullable Object get(String problem) throws JsonPatchException {
            return array.get(index(array.size(), problem));
        }

        @Override
        public void set(@Nullable Object value) {
            try {
                array.set(index(array.size(), ""), value);
            } catch (JsonPatchException e) {
                throw new IllegalStateException("an element is read before it is set", e);
            }
        }

        @Override
        public void add(@Nullable Object value, String problem) throws JsonPatchException {
            if (key.equals("-")) {
                array.add(value);
                return;
            }
            String notNumber = problem + ": value was not a proper array index: '" + key + "'";
            array.add(index(number(notNumber), array.size() + 1, problem), value);
        }

        @Override
        public void remove(String problem) throws JsonPatchException {
            array.remove(index(array.size(), problem));
        }

        private int index(int size, String problem) throws JsonPatchException {
            return index(number(problem), size, problem);
        }

        private static int index(long number, int size, String problem) throws JsonPatchException {
            if (number >= size || number < -size) {
                throw new JsonPatchException(
                        problem
                                + ": Unable to access invalid index: "
                                + number
                                + ": invalid index referenced");
            }
            return (int) (number < 0 ? number + size : number);
        }

        private long number(String problem) throws JsonPatchException {
            boolean digits = NUMBER.matcher(key).matches();
            try {
                return Long.parseLong(digits ? key : "");
            } catch (NumberFormatException e) {
                throw new JsonPatchException(
                        "%s: strconv.Atoi: parsing %s: %s"
                                .formatted(
                                        problem,
                                        GoText.quote(key),
                                        digits ? "value out of range" : "invalid syntax"));
            }
        }
    }
}
